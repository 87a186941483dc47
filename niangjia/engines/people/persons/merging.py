"""Two records of one person become one: somebody decides, everything that points to the other moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.memberships.journal_codes import REVOKED
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.memberships.steps import step
from niangjia.engines.people.permissions import MERGE
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.clock import today

from . import own_moves  # noqa: F401 - says how the register's own rows move
from .changing import changing, store
from .documents import settle_documents
from .journal_codes import MERGED, MERGED_AWAY
from .models import Person
from .moving import hold_before_persons, relations
from .naming import write_tokens
from .values import Corrections

if TYPE_CHECKING:
    from collections.abc import Collection

    from niangjia.foundation.access.actor import Actor

ACCOUNT, MEMBERSHIP = "account", "membership"
FIELDS = frozenset(Corrections.__annotations__)
CHOICES = FIELDS | {ACCOUNT, MEMBERSHIP}
MOST_TOLD = 12  # relations in one journal entry


@dataclass(frozen=True)
class Merged:
    """The record that stays, and how many rows of what moved."""

    person: Person
    moved: dict[str, int]


@transaction.atomic
def merge_persons(actor: Actor, keep: Person, lose: Person, take: Collection[str] = ()) -> Merged:
    """Let `lose` go into `keep`. `take` names what is taken from `lose` where both have something: see CHOICES.

    Of two living memberships one stays, the other is revoked. Raises Refused, NotPossible.
    """
    if keep.pk == lose.pk or not CHOICES.issuperset(take):
        raise ValueError("two records, and only what can be chosen")
    hold_before_persons([lose.pk])
    with changing(keep, lose):
        actor.require(MERGE, at=keep.home.place)
        actor.require(MERGE, at=lose.home.place)
        _one_membership(actor, keep, lose, theirs=MEMBERSHIP in take)
        taken = _take_fields(keep, lose, take)
        moved = {relation.name: relation.how(keep, lose) for relation in relations()}
        _settle(keep, lose)
        _close(keep, lose)
        ours = {relation.name for relation in relations() if relation.of_register}
        told = {name: count for name, count in moved.items() if count and name in ours}
        _tell(actor, keep, lose, told, taken)  # what moved elsewhere may be kept from who reads the union's journal
    return Merged(keep, moved)


def _one_membership(actor: Actor, keep: Person, lose: Person, *, theirs: bool) -> None:
    living = {row.person_id: row for row in Membership.objects.filter(person__in=[keep, lose], state__in=LIVING)}
    if len(living) == 2:
        over = living[keep.pk if theirs else lose.pk]
        step(actor, over, Standing.REVOKED, code=REVOKED, day=today(), merged=True)


def _take_fields(keep: Person, lose: Person, take: Collection[str]) -> list[str]:
    """What was chosen, and what the record that stays does not know."""
    if keep.died and lose.died and keep.died != lose.died:
        raise NotPossible(_("They have two different days of death: correct one of them first."))
    unknown = [name for name in sorted(FIELDS - {"is_migrant"}) if getattr(keep, name) in _EMPTY]
    taken = [name for name in {*(FIELDS & set(take)), *unknown} if getattr(lose, name) != getattr(keep, name)]
    for name in taken:
        setattr(keep, name, getattr(lose, name))
    if "name" in taken:
        keep.name_key = lose.name_key
    keep.died = keep.died or lose.died
    if lose.account_id and (not keep.account_id or ACCOUNT in take):
        keep.account_id, lose.account_id = lose.account_id, None
        taken.append(ACCOUNT)
    return sorted(taken)


_EMPTY: tuple[object, ...] = ("", None, "0")  # "0" is the code of a sex that is not known


def _settle(keep: Person, lose: Person) -> None:
    living = Membership.objects.filter(person=keep, state__in=LIVING).first()
    if living:
        keep.home_id = living.union_id
    store(lose, ["account"])  # before the other, which may take it
    store(keep, [*FIELDS, "name_key", "died", "account", "home"])
    write_tokens([keep])
    settle_documents(keep)


def _close(keep: Person, lose: Person) -> None:
    lose.state, lose.lacks, lose.merged_into, lose.home_id = Person.State.MERGED, "", keep, keep.home_id
    lose.account_id = None
    store(lose, ["state", "lacks", "merged_into", "home", "account"])


def _tell(actor: Actor, keep: Person, lose: Person, moved: dict[str, int], taken: list[str]) -> None:
    most = sorted(moved, key=lambda name: -moved[name])[:MOST_TOLD]
    data = {
        "lost": lose.pk,
        "rows": sum(moved.values()),
        "moved": {name: moved[name] for name in most},
        "taken": ", ".join(taken),
    }
    journal.record(actor, MERGED, keep, union=keep.home_id, data=data)
    journal.record(actor, MERGED_AWAY, lose, union=keep.home_id, data={"kept": keep.pk})
