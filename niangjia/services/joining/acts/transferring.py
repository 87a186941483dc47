"""A membership goes from union to union: released, received or bounced; where the old union is silent, the one above.

Counted in the old union until the new one has it: no moment without, none with two.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.core.models import LIVING, State, Task
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.memberships.leaving import resume_membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.memberships.transferring import (
    call_back_membership,
    release_membership,
    transfer_membership,
)
from niangjia.engines.people.models import MembershipChange
from niangjia.engines.people.persons.showing import masked_documents
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now
from niangjia.services.joining.journal_codes import BOUNCED, LET_GO, SILENT, TAKEN_IN
from niangjia.services.joining.leads import note_lead
from niangjia.services.joining.messages import ASLEEP, MOVED
from niangjia.services.joining.models import Application
from niangjia.services.joining.papers import LETTER
from niangjia.services.joining.permissions import DECIDE
from niangjia.services.joining.reading import (
    application_of,
    day_counted,
    handling_union,
    left_of,
    living_membership,
    with_person,
)
from niangjia.services.joining.said import Said

from .applying import TRANSFER
from .changing import Rest, What, grounds_of
from .working import at_work, left_work

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Membership, Person, Union
    from niangjia.foundation.access.actor import Actor

RELEASE, RECEIVE, ABOVE = "release", "receive", "above"


def release_member(actor: Actor, matter: Matter) -> None:
    """Let the member go, as the old union or the one above it decided; issue the letter. Raises NotPossible."""
    row = application_of(matter)
    origin = _origin(row)
    with with_person(_person_id(matter), origin) as person:
        membership = _still_there(person, origin)
        if membership.state == Standing.ACTIVE:
            # Who decided may have no right over groups below; that the step was theirs has been asked.
            release_membership(PLATFORM, membership, day=day_counted(matter, person))
        _letter(actor, matter, row, membership)
    journal.record(actor, LET_GO, matter, union=origin.pk)


def _origin(row: Application) -> Union:
    if row.origin is None:
        raise NotPossible(_("This is no transfer."))
    return row.origin


def _person_id(matter: Matter) -> int:
    if matter.person_id is None:
        raise NotPossible(_("The record was erased meanwhile."))
    return matter.person_id


def _still_there(person: Person, origin: Union) -> Membership:
    membership = living_membership(person)
    if membership is None or handling_union(membership.union).pk != origin.pk:
        raise NotPossible(_("%(union)s does not have this member any more.") % {"union": origin.name})
    return membership


def _letter(actor: Actor, matter: Matter, row: Application, membership: Membership) -> None:
    """Of the union by whose decision the member goes."""
    issuer = _issuer(actor, matter, row)
    data = {
        "name": membership.person.name,
        "document": masked_documents([membership.person]).get(membership.person_id, ""),
        "origin": _origin(row).name,
        "home": row.union.name,
        "joined": str(membership.joined or membership.started),
        "dues": "",
        "seconded": _seconded(row),
    }
    issue_about(actor, matter, LETTER.key, data, union=issuer)


def _seconded(row: Application) -> str:
    months = json.loads(row.reason.reveal()).get("seconded") if row.reason else None
    return f"借调{months}个月" if months else ""


def _issuer(actor: Actor, matter: Matter, row: Application) -> Union:
    last = Task.objects.filter(matter=matter, outcome=RELEASE).select_related("union").order_by("-pk").first()
    return last.union if last else _origin(row)


def move_member(actor: Actor, matter: Matter) -> None:
    """Take the member in: the membership goes on here, with its years. Raises Refused, NotPossible."""
    actor.require(DECIDE, at=matter.union.place)
    row = application_of(matter)
    origin = _origin(row)
    with with_person(_person_id(matter), origin, row.union) as person:
        membership = _still_there(person, origin)
        transfer_membership(PLATFORM, membership, row.union, day=day_counted(matter, person))
        journal.record(actor, TAKEN_IN, matter, union=matter.union_id)
        send(PLATFORM, MOVED, person, union=matter.union, key=f"joining.moved.{matter.pk}")
        _at_work_there(matter, row, person)


def _at_work_there(matter: Matter, row: Application, person: Person) -> None:
    """What the member said of the work there; a membership kept for want of work lives again with it."""
    said = Said.read(row.said.reveal())
    if not row.signed or not (said.employer or said.platform):
        return
    day = day_counted(matter, person)
    left_work(person, said, _origin(row), day)
    at_work(person, said)
    membership = living_membership(person)
    if membership and membership.state == Standing.RETAINED:
        if _why_kept(person) == Rest.JOBLESS:
            reason = _("works again: %(number)s") % {"number": matter.number}
            resume_membership(PLATFORM, membership, day=day, reason=reason)
        else:
            send(PLATFORM, ASLEEP, person, union=matter.union, key=f"joining.asleep.{matter.pk}")
    note_lead(matter.union, person)


def _why_kept(person: Person) -> str:
    """For which rest our own procedure keeps the membership; "" where the register's own pages keep it."""
    # What a move writes has no reason: the last with one is when it was kept.
    steps = MembershipChange.objects.filter(membership__person=person, state=Standing.RETAINED, reason__gt="")
    last = steps.order_by("-pk").first()
    rows = Application.objects.filter(person=person, kind=Application.Kind.CHANGE, matter__phase="changed")
    kept = rows.filter(matter__variables__what=What.RETAIN.value).select_related("matter").order_by("-made").first()
    if kept is None or kept.matter is None or last is None or kept.matter.variables.get("change") != last.pk:
        return ""
    return grounds_of(kept).rest


def bounce_member(actor: Actor, matter: Matter) -> None:
    """The new union does not take the member in: the membership stays where it was."""
    keep_in_place(matter)
    journal.record(actor, BOUNCED, matter, union=matter.union_id)


def keep_in_place(matter: Matter) -> None:
    """Call a released membership back, if it is on its way."""
    row = left_of(matter)
    if row is None or matter.person_id is None or row.origin is None:
        return
    with with_person(matter.person_id, row.origin) as person:
        membership = living_membership(person)
        if membership and membership.state == Standing.TRANSFERRING:
            call_back_membership(PLATFORM, membership, day=day_counted(matter, person))


def pass_silent_up(most: int, after: int = 0) -> tuple[int, int]:
    """Give what old unions left lying beyond the limit to the unions above them, of some steps after that one.

    Answers how many, and the last step looked at: 0 for none. In a scope that has everybody. One that meanwhile was
    done, or can't be given on, is left alone, and holds up no other.
    """
    late = Task.objects.filter(procedure=TRANSFER, key=RELEASE, state__in=LIVING, due__lt=now(), pk__gt=after)
    done = last = 0
    for task in late.select_related("union").order_by("pk")[:most]:
        last = task.pk
        try:
            matter = complete_task(PLATFORM, task, ABOVE)
        except NotPossible:
            continue
        journal.record(PLATFORM, SILENT, matter, union=task.union_id)
        done += 1
    return done, last


def note_end(matter: Matter) -> None:
    """A matter of ours is over: the person may ask again; what was withdrawn on its way stays where it was."""
    if not matter.procedure.startswith("joining."):
        return
    if matter.procedure == TRANSFER and matter.state == State.WITHDRAWN and matter.person_id:
        keep_in_place(matter)
    Application.objects.filter(matter=matter, ended=None).update(ended=now())
