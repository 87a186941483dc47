"""Views of the list that are kept: whose they are, who sees them, what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT_UNIONS
from niangjia.engines.people.posts.models import Post
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.hooks import on_merge
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import today

from .choosing import UnionWords
from .columns import known_keys
from .journal_codes import VIEW_CHANGED, VIEW_KEPT, VIEW_REMOVED, VIEW_SHARED
from .models import SavedView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from niangjia.engines.people.unions.hooks import Merging
    from niangjia.foundation.access.actor import Actor

    from .forms import FilterForm

MOST = 30  # of an account
# Names in an address: the key of a view; that other filters than its own count, or other columns.
VIEW, OWN, COLUMNS = "view", "own", "columns"


def views_of(actor: Actor) -> QuerySet[SavedView]:
    """The views that the actor may look through: the own ones, and those shared with a union where it has a post."""
    mine = Q(account=actor.account_id)
    if actor.person_id is not None:
        mine |= Q(union__in=_posts(actor).values("union"))
    return SavedView.objects.filter(mine).select_related("union").order_by("name")


# Also by posts that are over: whose views they are is asked after that.
ANY = """
    SELECT EXISTS (SELECT FROM people_savedview WHERE account_id = %s) OR EXISTS (
        SELECT FROM people_post post JOIN people_savedview shared USING (union_id) WHERE post.person_id = %s)
"""


def list_views(actor: Actor) -> list[SavedView]:
    """The same, read. By hand whether there may be any: every look at the list asks, and mostly there are none."""
    with connection.cursor() as cursor:
        cursor.execute(ANY, [actor.account_id, actor.person_id])
        (any_there,) = cursor.fetchone()
    return list(views_of(actor)) if any_there else []


def _posts(actor: Actor) -> QuerySet[Post]:
    return Post.objects.living(today()).filter(person=actor.person_id)


def unions_to_share_with(actor: Actor) -> QuerySet[Union]:
    """The unions whose staff the actor belongs to, and whose data it may change."""
    keeps = Union.objects.within(actor.reach(EDIT_UNIONS))
    return keeps.filter(pk__in=_posts(actor).values("union")).order_by("place")


def may_change(actor: Actor, view: SavedView) -> bool:
    """Whose view it is, may; a shared one is also for who keeps the data of that union."""
    return view.account_id == actor.account_id or bool(view.union and actor.may(EDIT_UNIONS, at=view.union.place))


@transaction.atomic
def keep_view(
    actor: Actor, *, name: str, filters: Mapping[str, str], sort: str, columns: Iterable[str], union: Union | None
) -> SavedView:
    """Keep a way of looking at the list, for oneself or shared with a union's staff. Raises Refused, NotPossible."""
    if actor.account_id is None:
        raise ValueError("a view is an account's")
    if SavedView.objects.filter(account=actor.account_id).count() >= MOST:
        raise NotPossible(_("You have %(count)s views already: remove one that you don't use.") % {"count": MOST})
    view = SavedView(account_id=actor.account_id, name=_free(actor.account_id, name), sort=sort)
    view.filters, view.columns = dict(filters), known_keys(columns)
    view.union = _shared(actor, union)
    view.save(force_insert=True)
    _tell(actor, VIEW_SHARED if union else VIEW_KEPT, view)
    return view


@transaction.atomic
def rename_view(actor: Actor, view: SavedView, *, name: str, union: Union | None) -> None:
    """Give a view another name, share it, or take it back for oneself. Raises Refused, NotPossible."""
    _require(actor, view)
    if name.strip() != view.name:
        view.name = _free(view.account_id, name)
    if (union.pk if union else None) != view.union_id:
        view.union = _shared(actor, union)
    view.save(update_fields=["name", "union"])
    _tell(actor, VIEW_SHARED if view.union_id else VIEW_CHANGED, view)


@transaction.atomic
def renew_view(
    actor: Actor, view: SavedView, *, filters: Mapping[str, str], sort: str, columns: Iterable[str]
) -> None:
    """Let a view show what one looks at now. Raises Refused."""
    _require(actor, view)
    view.filters, view.sort, view.columns = dict(filters), sort, known_keys(columns)
    view.save(update_fields=["filters", "sort", "columns"])
    _tell(actor, VIEW_CHANGED, view)


@transaction.atomic
def remove_view(actor: Actor, view: SavedView) -> None:
    """Remove a view. Raises Refused."""
    _require(actor, view)
    _tell(actor, VIEW_REMOVED, view)
    view.delete()


def _require(actor: Actor, view: SavedView) -> None:
    if not may_change(actor, view):
        raise Refused(_("This view is somebody else's."))


def _shared(actor: Actor, union: Union | None) -> Union | None:
    if union:
        actor.require(EDIT_UNIONS, at=union.place)
        if not unions_to_share_with(actor).filter(pk=union.pk).exists():
            raise NotPossible(_("Views are shared with the staff of a union where you have a post."))
    return union


def _free(account_id: int, name: str) -> str:
    name = " ".join(name.split())
    if SavedView.objects.filter(account=account_id, name=name).exists():
        raise NotPossible(_("You have a view of this name already."))
    return name


def _tell(actor: Actor, code: str, view: SavedView) -> None:
    journal.record(actor, code, view, union=view.union_id)


def kept_filters(form: FilterForm) -> dict[str, str]:
    """What a view keeps of a form that was looked through: only fields that hold; a union by its id."""
    asked = form.asked()
    kept = {name: str(form.data.get(name, "")) for name in asked}
    if union := asked.get("union"):
        kept["union"] = str(union.pk)
    return kept


def as_query(view: SavedView, field: Any) -> QueryDict:
    """The filters of a view as an address would have them; `field` is the form's field for a union."""
    query = QueryDict(mutable=True)
    query.update(view.filters)
    if "union" in query and isinstance(field, UnionWords):
        query["union"] = Union.objects.filter(pk=str(query["union"])).values_list("code", flat=True).first() or ""
    if view.sort:
        query["sort"] = view.sort
    return query


@on_merge("people.savedview.union")
def with_their_union(merging: Merging) -> int:
    """What was shared with the staff of a union is there for that of the union that took it in."""
    return SavedView.objects.filter(union=merging.gone).update(union=merging.into)


on_merge.stays("people.totalday.union")  # what a union had when it stood
