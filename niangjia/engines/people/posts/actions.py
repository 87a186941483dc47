"""Verbs on posts: filling, ending, taking back, naming a deputy. Whoever fills posts gives rights away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import APPOINT
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.models import State, Union

from . import journal_codes as codes
from .models import Deputy, Post, Role
from .roles import FROM_ABOVE, ONE_HOLDER, apart_from

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

    from .models import PostQuerySet

STANDING = (State.PREPARING, State.ACTIVE)
LONGEST_ABSENCE = timedelta(days=366)


@dataclass(frozen=True)
class Terms:
    """What a post is and for how long: `ends` is its last day, None for one without end."""

    role: Role
    started: date
    ends: date | None = None
    obtained: Post.Obtained = Post.Obtained.APPOINTED
    time: Post.Time = Post.Time.PART
    whole_subtree: bool = True
    term: int | None = None
    paper: str = ""


@transaction.atomic
def fill_post(actor: Actor, union: Union, person: Person, terms: Terms) -> Post:
    """Let a person hold a post, as elected, appointed or hired. Raises Refused, NotPossible."""
    may_fill(actor, union, terms.role)
    _not_for_oneself(actor, person)
    _in_order(terms.started, terms.ends)
    # Locked, so that of two who fill posts of a union at once the second sees what the first did.
    locked = Union.objects.select_for_update(of=("self",)).get(pk=union.pk)
    _fits(locked, person)
    _free(locked, person, terms)
    post = Post(union=locked, person=person, **vars(terms))
    post.save(force_insert=True)
    _note(actor, codes.FILLED, post, started=terms.started)
    return post


@transaction.atomic
def end_post(actor: Actor, post: Post, last_day: date) -> Post:
    """Let a post end, today, earlier or later. With yesterday its rights end at once. Raises Refused, NotPossible."""
    held = _held(actor, post)
    _in_order(held.started, last_day)
    if held.ends is not None and held.ends < last_day:
        raise NotPossible(_("This post ends before that day already. A further term is a post of its own."))
    held.ends = last_day
    held.save(update_fields=["ends"])
    _note(actor, codes.ENDED, held, ends=last_day)
    return held


@transaction.atomic
def revoke_post(actor: Actor, post: Post) -> Post:
    """Take back a post entered by mistake: it was never held, its rights end now. Raises Refused, NotPossible."""
    held = _held(actor, post)
    if held.was_revoked:
        raise NotPossible(_("This post was taken back already."))
    held.ends = held.started - timedelta(days=1)
    held.save(update_fields=["ends"])
    _note(actor, codes.REVOKED, held)
    return held


@transaction.atomic
def name_deputy(actor: Actor, post: Post, person: Person, *, started: date, ends: date) -> Deputy:
    """Let somebody stand in for the holder of a post during an absence. Raises Refused, NotPossible."""
    held = _held(actor, post)
    _not_for_oneself(actor, person)
    _in_order(started, ends)
    if ends - started > LONGEST_ABSENCE:
        raise NotPossible(_("For more than a year, fill the post anew."))
    if started < held.started or (held.ends is not None and ends > held.ends):
        raise NotPossible(_("The absence must lie within the time of the post."))
    if person.pk == held.person_id:
        raise NotPossible(_("Nobody stands in for themselves."))
    if held.deputies.filter(person=person, started__lte=ends, ends__gte=started).exists():
        raise NotPossible(_("This person stands in at that time already."))
    _fits(held.union, person)
    _apart(held.union, person, Role(held.role), started, ends)
    deputy = Deputy(post=held, person=person, started=started, ends=ends)
    deputy.save(force_insert=True)
    _note(actor, codes.DEPUTY_NAMED, held, started=started, ends=ends, deputy=person.pk)
    return deputy


def may_fill(actor: Actor, union: Union, role: Role) -> None:
    """Ask whether the actor may give or take such a post in the union. Raises Refused."""
    above = union.parent if role in FROM_ABOVE else None
    actor.require(APPOINT, at=(above or union).place)


def _held(actor: Actor, post: Post) -> Post:
    """The post, its row locked. A deputy's union is not locked: two deputies at once are no clash."""
    held = Post.objects.select_for_update(of=("self",)).select_related("union__parent").get(pk=post.pk)
    may_fill(actor, held.union, Role(held.role))
    return held


def _not_for_oneself(actor: Actor, person: Person) -> None:
    if actor.person_id == person.pk:
        raise NotPossible(_("Nobody gives a post to themselves: ask somebody else who may."))


def _in_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise NotPossible(_("The last day must not lie before the first."))


def _fits(union: Union, person: Person) -> None:
    if union.state not in STANDING:
        raise NotPossible(_("%(union)s is not at work any more.") % {"union": union})
    if not is_somebody(person):
        raise NotPossible(_("This person can't hold a post: they have died, or the record is no more."))


def is_somebody(person: Person) -> bool:
    """Whether the record is that of a living person, and neither merged into another nor erased."""
    return person.died is None and person.state in (Person.State.COMPLETE, Person.State.INCOMPLETE)


def _free(union: Union, person: Person, terms: Terms) -> None:
    same = _beside(union, terms.started, terms.ends).filter(role=terms.role)
    if terms.role not in ONE_HOLDER:
        same = same.filter(person=person)
    if holding := same.first():
        said = {"role": terms.role.label, "day": _day(holding.ends)}
        raise NotPossible(_("The post %(role)s is held at that time (until %(day)s): end that one first.") % said)
    _apart(union, person, terms.role, terms.started, terms.ends)


def _apart(union: Union, person: Person, role: Role, first: date, last: date | None) -> None:
    """Refuse what nobody may be together, as a holder or as a deputy."""
    others = _beside(union, first, last).filter(role__in=apart_from(role))
    during = Q(deputies__person=person, deputies__ends__gte=first)
    if last is not None:
        during &= Q(deputies__started__lte=last)
    if clash := others.filter(Q(person=person) | during).first():
        said = {"role": role.label, "other": Role(clash.role).label}
        raise NotPossible(_("In one union nobody is both %(role)s and %(other)s.") % said)


def _beside(union: Union, first: date, last: date | None) -> PostQuerySet:
    """The union's posts that share a day with this time."""
    beside = Post.objects.lasting(first).filter(union=union)
    return beside if last is None else beside.filter(started__lte=last)


def _day(day: date | None) -> str:
    return date_format(day) if day else _("without end")


def _note(actor: Actor, code: str, post: Post, **data: object) -> None:
    days = {name: day.isoformat() if isinstance(day, date) else day for name, day in data.items()}
    told = {"role": str(post.role), "person": post.person_id, **days}
    journal.record(actor, code, post, union=post.union_id, data=told)
