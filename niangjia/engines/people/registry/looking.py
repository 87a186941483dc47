"""How somebody looks through the list: by which filters, in what order, by which saved view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.permissions import SEE

from .chips import chips_of
from .forms import FilterForm
from .listing import BY_DAY, BY_NAME
from .saving import COLUMNS, OWN, VIEW, as_query, list_views

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from niangjia.foundation.access.request import Request

    from .chips import Chip
    from .models import SavedView

ORDERS = (
    (BY_NAME, _("by name")),
    (f"-{BY_NAME}", _("by name, last first")),
    (f"-{BY_DAY}", _("joined last first")),
    (BY_DAY, _("joined first first")),
)


@dataclass(frozen=True)
class Looked:
    """`query` is what an address would have to say; `changed`: beside the view's filters others are on; `lost`: the
    address names a view that is not there.
    """

    filters: FilterForm
    query: QueryDict
    views: list[SavedView]
    view: SavedView | None
    changed: bool
    lost: bool

    @cached_property
    def asked(self) -> dict[str, Any]:
        """The filters that hold."""
        return self.filters.asked()

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are on, each with the way to be without it."""
        return chips_of(self.filters, self._own)

    @property
    def as_typed(self) -> list[tuple[str, str]]:
        """The filters that hold, as a form sends them."""
        return [(name, self.query.get(name, "")) for name in self.asked]

    @property
    def address(self) -> str:
        """The same filters as a query string, without a view."""
        query = self.query.copy()
        for name in (VIEW, OWN, "page"):
            query.pop(name, None)
        return query.urlencode()

    @property
    def back(self) -> str:
        """The address to come back to with columns of one's own, also where a view has others."""
        query = self._own.copy()
        if self.view:
            query[COLUMNS] = OWN
        return query.urlencode()

    @property
    def _own(self) -> QueryDict:
        query = self.query.copy()
        if self.view:
            query[VIEW], query[OWN] = str(self.view.pk), "1"
        return query


def looked(request: Request) -> Looked:
    """What the address asks: the filters of a view, or those that stand beside its key."""
    reach, key = request.actor.reach(SEE), request.GET.get(VIEW, "")
    views = list_views(request.actor)
    view = next((view for view in views if str(view.pk) == key), None)
    lost = bool(key) and view is None
    if view is None or OWN in request.GET:
        filters = FilterForm(reach, request.GET)
        return Looked(filters, request.GET, views, view, changed=view is not None, lost=lost)
    query = as_query(view, FilterForm(reach).fields["union"])
    if "sort" in request.GET:
        query["sort"] = request.GET["sort"]
    return Looked(FilterForm(reach, query), query, views, view, changed=False, lost=False)


def orders(sort: str, quick: Iterable[str]) -> list[tuple[str, Any, bool]]:
    """What the list can be sorted by: value, words, whether it is so now."""
    offered = set(quick)
    return [(value, words, value == sort) for value, words in ORDERS if value.removeprefix("-") in offered]
