"""The privacy notice, and what is collected: read from the models, so that the list can't be out of date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.engines.people.consents.purposes import purposes
from niangjia.engines.people.models import SealedDetail
from niangjia.engines.people.persons.managers import scoped_tables
from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.database.describing import is_sealed, is_translated, named_fields
from niangjia.foundation.web.pieces import Item

from .unions import root_name

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Collected:
    """A table of persons in words: what it is about, and each thing that is kept."""

    title: str
    items: tuple[Item, ...]


@open_to_all
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Who keeps which data, what for, how long, and what one may demand (个人信息保护法 第十七条)."""
    return render(request, "portal/privacy.html", {"federation": root_name(), "purposes": purposes()})


@open_to_all
@require_safe
def collected(request: HttpRequest) -> HttpResponse:
    """Every kind of thing that the platform keeps of persons."""
    return render(request, "portal/collected.html", {"tables": collected_tables()})


def collected_tables() -> list[Collected]:
    """What the tables under scope hold, as far as a person would say that it is kept of them."""
    found = (Collected(_title(model), _items(model)) for model in scoped_tables())
    return sorted((table for table in found if table.items), key=lambda table: table.title)


def _title(model: type[Model]) -> str:
    return _("Telephone, address, card") if model is SealedDetail else capfirst(str(model._meta.verbose_name))


def _items(model: type[Model]) -> tuple[Item, ...]:
    if model is SealedDetail:  # one sealed value each, of these kinds
        return tuple(_item(str(kind.label), sealed=True) for kind in SealedDetail.Kind)
    return tuple(
        _item(title if is_translated(field) else _title(model), sealed=is_sealed(field))
        for title, field in named_fields(model)
    )


def _item(title: str, *, sealed: bool) -> Item:
    return Item(capfirst(title), side=_("encrypted") if sealed else "")
