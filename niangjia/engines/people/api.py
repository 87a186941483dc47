"""`/api/v1/people/…`: unions, members, memberships, posts and totals for programs, within the token's scope.

Numbers of documents and telephones are masked. Lists go by id: `next` is what to give as `after` for what follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from niangjia.foundation.clock import today

from .api_shapes import Below, Id, MemberOut, MembershipOut, Page, Paging, PostOut, TotalsOut, UnionOut
from .loading import load_person, load_union
from .memberships.models import LIVING, Membership
from .permissions import SEE, SEE_UNIONS
from .persons.showing import masked_documents, masked_phones
from .posts.models import Post
from .roster.api import router as rosters
from .totals.reading import totals_of
from .unions.models import Union

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

    from niangjia.foundation.access.reach import Reach
    from niangjia.foundation.access.request import Request

    M = TypeVar("M", bound=Model)

router = Router()
router.add_router("/rosters", rosters)


@router.get("/unions", response=Page[UnionOut], url_name="people_unions", summary="Unions of the scope")
def unions(request: HttpRequest, asked: Query[Below]) -> dict[str, Any]:
    """Unions that the token's account may see, also those that have ended."""
    return _page(Union.objects.within(_reach(request, asked.union, SEE_UNIONS)), asked)


@router.get("/unions/{union_id}", response=UnionOut, url_name="people_union", summary="One union")
def union(request: HttpRequest, union_id: Id) -> Union:
    """404 outside the scope."""
    return load_union(cast("Request", request), union_id)


@router.get("/members", response=Page[MemberOut], url_name="people_members", summary="Members, masked")
def members(request: HttpRequest, asked: Query[Below]) -> dict[str, Any]:
    """Whoever has a living membership. `after` and `next` are ids of memberships."""
    rows = _memberships(request, asked).filter(state__in=LIVING).select_related("person")
    return _page(rows, asked, _members)


@router.get("/members/{person_id}", response=MemberOut, url_name="people_member", summary="One member, masked")
def member(request: HttpRequest, person_id: Id) -> dict[str, Any]:
    """404 outside the scope, and for somebody without a living membership."""
    person = load_person(cast("Request", request), person_id)
    rows = Membership.objects.filter(person=person, state__in=LIVING).select_related("person")
    return _members([get_object_or_404(rows)])[0]


@router.get("/memberships", response=Page[MembershipOut], url_name="people_memberships", summary="Memberships")
def memberships(request: HttpRequest, asked: Query[Below], person: Id | None = None) -> dict[str, Any]:
    """Memberships of persons of the scope, those that have ended among them; of one person if wanted."""
    rows = _memberships(request, asked)
    return _page(rows.filter(person=person) if person else rows, asked)


@router.get("/posts", response=Page[PostOut], url_name="people_posts", summary="Posts that are held today")
def posts(request: HttpRequest, asked: Query[Below]) -> dict[str, Any]:
    """Posts in the unions of the scope; who holds one is public within the union."""
    places = Union.objects.within(_reach(request, asked.union, SEE_UNIONS))
    return _page(Post.objects.living(today()).filter(union__in=places).with_holders(), asked)


@router.get("/totals", response=TotalsOut, url_name="people_totals", summary="Totals of a union and all below it")
def totals(request: HttpRequest, union: Id | None = None) -> TotalsOut:
    """Of the whole scope without a union. Each person counts once."""
    return TotalsOut(totals=totals_of(_reach(request, union, SEE_UNIONS)))


def _reach(request: HttpRequest, union: int | None, code: str) -> Reach:
    """Where the actor has the permission; with a union, how far that goes in its subtree.

    Raises Http404 for a union outside, Refused without the permission.
    """
    acting = cast("Request", request)
    acting.actor.require(code)
    reach = acting.actor.reach(code)
    return reach if union is None else reach & load_union(acting, union, code).subtree


def _memberships(request: HttpRequest, asked: Below) -> QuerySet[Membership]:
    """Of persons whose record a union of the reach keeps; a membership itself may have been elsewhere before."""
    homes = Union.objects.within(_reach(request, asked.union, SEE))
    return Membership.objects.filter(person__home__in=homes)


def _page(
    rows: QuerySet[M], asked: Paging, shape: Callable[[list[M]], list[Any]] = lambda found: found
) -> dict[str, Any]:
    found = list(rows.filter(pk__gt=asked.after).order_by("pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    return {"items": shape(shown), "next": shown[-1].pk if len(found) > asked.limit else None}


def _members(rows: list[Membership]) -> list[dict[str, Any]]:
    """What is shown of each member; two queries for all."""
    persons = [row.person for row in rows]
    documents, phones = masked_documents(persons), masked_phones(persons)
    return [_member(row, documents.get(row.person_id, ""), phones.get(row.person_id, "")) for row in rows]


def _member(row: Membership, document: str, phone: str) -> dict[str, Any]:
    person = row.person
    shown = {name: getattr(person, name) for name in ("id", "name", "sex", "born", "education")}
    held = {"home": person.home_id, "membership": row.pk, "state": row.state, "joined": row.joined}
    return {**shown, **held, "document": document, "phone": phone}
