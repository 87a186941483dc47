"""A form takes of a draft what it still asks for; the rest is said and not lost."""

from __future__ import annotations

from typing import Any

from django import forms

from niangjia.foundation.drafts.fitting import restore
from niangjia.foundation.drafts.keeping import Kept


class _Form(forms.Form):
    name = forms.CharField(label="Name", max_length=5, initial="nobody")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")])
    several = forms.MultipleChoiceField(label="Several", choices=[("a", "A"), ("b", "B")])
    day = forms.SplitDateTimeField(label="Day")
    mark = forms.CharField(widget=forms.HiddenInput)
    file = forms.FileField()
    closed = forms.CharField(disabled=True)


def _restored(form: forms.Form, **fields: list[str]) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
    fitted = restore(Kept("test.form", fields), form, beside=["page"])
    return form.initial, fitted.gone, fitted.again


def test_what_fits_is_shown_whatever_it_is() -> None:
    typed = {
        "name": ["too long a name"],
        "kind": ["b"],
        "several": ["a", "z"],
        "day_0": ["2026-11-21"],
        "day_1": ["x"],
    }
    initial, gone, again = _restored(_Form(), **typed, mark=["1"], file=["c"], closed=["d"], page=["2"])
    assert initial == {"name": "too long a name", "kind": "b", "several": ["a"], "day": ["2026-11-21", "x"]}
    assert (gone, again) == ((), ())
    form = _Form()
    restore(Kept("test.form", typed), form)
    assert all(words in str(form) for words in ("too long a name", 'value="x"'))


def test_what_does_not_is_said() -> None:
    initial, gone, again = _restored(_Form(), kind=["old"], former=["words", " "], several=["z"])
    assert (initial, gone, again) == ({}, ("words",), ("Kind", "Several"))


def test_what_was_sent_stays_as_it_is() -> None:
    form = _Form({"name": "sent"})
    assert _restored(form, name=["kept"]) == ({}, (), ())
    assert form["name"].value() == "sent"
