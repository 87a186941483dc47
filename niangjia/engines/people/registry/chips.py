"""The filters that are on, as words; each can be taken off by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.forms import ChoiceField
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.foundation.web.tables import with_query

from .choosing import UnionChoice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import QueryDict

    from .forms import FilterForm


@dataclass(frozen=True)
class Chip:
    """A filter in words, and the address of the list without it."""

    text: str
    url: str


def chips_of(form: FilterForm, query: QueryDict) -> list[Chip]:
    """The filters that are on, in the form's order; the two ends of a span are one."""
    asked = form.asked()
    said = list(_said(form, asked))
    return [Chip(text, with_query(query, page=None, **dict.fromkeys(names))) for names, text in said]


def _said(form: FilterForm, asked: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in form.fields:
        if name in ("age_from", "joined_from"):
            last = name.replace("from", "to")
            if name in asked or last in asked:
                yield (name, last), _span(name, asked.get(name), asked.get(last))
        elif name in asked and name not in ("age_to", "joined_to"):
            yield (name,), _one(form, name, asked[name])


def _one(form: FilterForm, name: str, value: Any) -> str:
    field = form.fields[name]
    if isinstance(field, ChoiceField) and not isinstance(field, UnionChoice):
        value = dict(field.choices)[value]  # type: ignore[arg-type]
    elif name == "employer":  # ids stand for what was typed
        value = form.data.get(name, "")
    return _("%(label)s: %(value)s") % {"label": _short(form, name), "value": value}


def _short(form: FilterForm, name: str) -> str:
    return _("Union") if name == "union" else str(form.fields[name].label)


def _span(name: str, first: Any, last: Any) -> str:
    if name == "age_from":
        words = _("%(first)s to %(last)s years old"), _("%(first)s years or older"), _("%(last)s years or younger")
    else:
        words = _("Joined %(first)s to %(last)s"), _("Joined on %(first)s or later"), _("Joined by %(last)s")
        first, last = (date_format(day, "Y-m-d") if day else None for day in (first, last))
    both, only_first, only_last = words
    form = both if first is not None and last is not None else only_first if last is None else only_last
    return form % {"first": first, "last": last}
