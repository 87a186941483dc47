from __future__ import annotations

import re
from datetime import date

import pytest
from django import forms
from django.forms import CharField
from django.forms.renderers import DjangoTemplates

from niangjia.foundation.web.forms import Renderer, dressed
from niangjia.foundation.web.samples import SampleForm

WRONG = {"name": "陈桂芳", "phone": "1380013800012", "kind": "x", "when": "昨天"}


class Injected(forms.Form):
    note = CharField(label="<b>备注</b>", help_text="<script>x</script>", required=False)


def _field(form: forms.Form, name: str) -> str:
    return form[name].as_field_group()


def test_controls_get_the_class_that_the_frames_style() -> None:
    form = SampleForm()
    assert 'class="form-control"' in _field(form, "name")
    assert 'class="form-select"' in _field(form, "kind")


def test_a_label_leads_to_its_control() -> None:
    assert re.search(r'<label class="form-label" for="id_name">姓名</label>', _field(SampleForm(), "name"))


def test_what_may_stay_empty_is_said() -> None:
    assert "选填" in _field(SampleForm(), "reason")
    assert "选填" not in _field(SampleForm(), "name")


def test_an_error_stands_with_its_field_and_is_tied_to_it() -> None:
    html = _field(SampleForm(WRONG), "phone")
    assert 'id="id_phone_error"' in html
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in html
    assert 'aria-invalid="true"' in html


def test_errors_are_said_in_plain_words() -> None:
    assert "请填写这一项。" in _field(SampleForm(WRONG), "way")
    assert "最多填写 11 个字，现在是 13 个字。" in _field(SampleForm(WRONG), "phone")


def test_several_choices_have_a_legend() -> None:
    html = _field(SampleForm(), "way")
    assert html.index("<fieldset") < html.index("<legend") < html.index('type="radio"')


def test_the_form_counts_what_is_to_be_put_right_and_leads_there() -> None:
    html = str(SampleForm(WRONG))
    assert "有 5 处需要修改" in html
    assert '<a href="#field-when">入院日期</a>' in html
    assert 'id="field-when"' in html


def test_a_fresh_form_speaks_of_no_errors() -> None:
    assert "notice-bad" not in str(SampleForm())


def test_labels_and_hints_can_not_bring_code_in() -> None:
    html = str(Injected())
    assert "<b>" not in html
    assert "<script>" not in html


class Chosen(forms.Form):
    one = forms.ChoiceField(choices=[("", "全部"), ("1", "a<b"), ("组", [("2", "x&y"), ("3", "z")])], required=False)


@pytest.mark.parametrize("value", ["", "1", "2", "nothing"])
def test_a_list_is_what_djangos_template_makes_of_it(value: str) -> None:
    field = Chosen({"one": value})["one"]
    widget = field.field.widget
    attributes = {"id": "id_one", "class": "form-select", **field.build_widget_attrs({}, widget)}
    given = DjangoTemplates().render(widget.template_name, widget.get_context("one", value, attributes))
    assert _parts(str(dressed(field))) == _parts(given)


def _parts(html: str) -> list[tuple[str, ...]]:
    """Tags with their attributes in no order, and texts."""
    parts = re.findall(r"<[^>]*>|[^<>]+", html)
    return [tuple(sorted(part.strip("<>").split(" "))) for part in parts if part.strip()]


@pytest.mark.parametrize("kind", ["text", "number", "email", "password", "hidden", "date", "checkbox", "search"])
@pytest.mark.parametrize("value", [None, "", '<a b="1">陈\'', 7, date(2026, 5, 1), True])
def test_an_input_is_written_as_django_would(kind: str, value: object) -> None:
    widgets = {
        "text": forms.TextInput, "number": forms.NumberInput, "email": forms.EmailInput, "hidden": forms.HiddenInput,
        "password": forms.PasswordInput, "date": forms.DateInput, "checkbox": forms.CheckboxInput,
    }  # fmt: skip
    attrs = {"required": True, "disabled": False, "maxlength": 11, "title": '"<', "class": "a b", "data-x": ""}
    widget = widgets[kind](attrs) if kind in widgets else forms.TextInput({**attrs, "type": "search"})
    ours, theirs = (
        widget.render('a"b', value, {"id": "x"}, renderer) for renderer in (Renderer(), DjangoTemplates())
    )
    assert ours == theirs
