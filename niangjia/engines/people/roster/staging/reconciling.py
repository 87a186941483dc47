"""An employer's list against the register: who came, who left, who silently dropped out. Nothing flows back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.codes import WorkState
from niangjia.engines.people.memberships.models import COUNTED, LIVING, Membership
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.changing import OVER
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.unions.models import Union as Unions

from . import journal_codes as codes
from .parts import in_turn, parts_of
from .previewing import ShownRow, shown
from .rows import Outcome
from .sealing import rows_of_part

if TYPE_CHECKING:
    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor

    from .rows import Staged

AT_REST = (WorkState.RETIRED, WorkState.INTERNALLY_RETIRED)


@dataclass(frozen=True, repr=False)
class Compared:
    """Rows of the list and persons of the register.

    `came`: on the list, and not here. `not_members`: on the list and here, without a living membership.
    `left`: members of whose work here the register knows that it has ended, not on the list.
    `dropped`: members who by the register are at work, and are not on the list. `unsure`: rows that may be somebody.
    """

    came: list[ShownRow]
    not_members: list[int]
    left: list[int]
    dropped: list[int]
    unsure: list[ShownRow]
    stayed: int


@transaction.atomic
def reconcile(actor: Actor, union: Union, roster: Roster) -> Compared:
    """Compare a checked list of the employer with the members of the union and all below it.

    The look is journalled, with whom it showed. Raises Refused, NotPossible for a list that is not checked.
    """
    actor.require(EDIT, at=union.place)
    if roster.purpose != Roster.Purpose.EMPLOYER or roster.state != Roster.State.CHECKED:
        raise NotPossible(_("Upload the employer's list for comparing first, and let it be checked."))
    rows = [row for part in in_turn(parts_of(roster)) for row in rows_of_part(part)]
    here = {row.person for row in rows if row.person}
    members = _members(union, COUNTED)
    absent = [pk for pk in members if pk not in here]
    left = _without_work(absent)
    compared = Compared(
        came=shown([row for row in rows if _came(row)]),
        not_members=sorted(here - _members(union, LIVING).keys()),
        left=[pk for pk in absent if pk in left],
        dropped=[pk for pk in absent if pk not in left],
        unsure=shown([row for row in rows if row.outcome in (Outcome.HELD, Outcome.REJECTED)]),
        stayed=len(here & members.keys()),
    )
    seen = [journal.Subject("people.person", pk) for pk in (*compared.left, *compared.dropped, *compared.not_members)]
    journal.look(actor, codes.LOOKED, roster, union=union.pk, shown=seen, data={"count": len(seen)})
    return compared


def _came(row: Staged) -> bool:
    return row.person is None and row.outcome in (Outcome.NEW, Outcome.INCOMPLETE, Outcome.MOVED)


def _members(union: Union, states: tuple[str, ...]) -> dict[int, None]:
    unions = Unions.objects.within(union.subtree)
    rows = Membership.objects.filter(union__in=unions, state__in=states).order_by("person__name_key", "person")
    return dict.fromkeys(rows.values_list("person", flat=True))


def _without_work(ids: list[int]) -> set[int]:
    """Who by the register does not work any more: retired, or all work has ended."""
    persons = Person.objects.filter(pk__in=ids).exclude(state__in=OVER)
    retired = set(persons.filter(work_state__in=AT_REST).values_list("pk", flat=True))
    worked = set(persons.filter(employments__isnull=False).values_list("pk", flat=True))
    at_work = set(persons.filter(employments__ended=None, employments__isnull=False).values_list("pk", flat=True))
    return retired | (worked - at_work)
