"""Signed on paper: rolls of a hundred, printed, scanned back; then who signed is entered, each by themselves."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import issue_paper
from niangjia.engines.papers.making.setting import chinese_day
from niangjia.engines.people import refusals as people
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import today
from niangjia.foundation.identity import mask_document, mask_phone
from niangjia.foundation.jobs.actions import start_job
from niangjia.services.joining.consents import agree_on_roll, on_roll
from niangjia.services.joining.journal_codes import CONFIRMED
from niangjia.services.joining.journal_codes import ROLL as ROLLED
from niangjia.services.joining.models import Application, InvitationList, Invited, Roll
from niangjia.services.joining.papers import ROLL
from niangjia.services.joining.reading import require_here, with_person
from niangjia.services.joining.said import TEXT, Said

from .applying import UnderWay, apply_for_membership
from .entering import entered
from .inviting import confirm_row, held_list
from .settling import settle, settle_known, why_settled

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from niangjia.engines.papers.life.models import Paper
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

ENTER = "joining.enter_signed"
PEOPLE, AT_ONCE = 100, 20  # on a roll; rolls drafted by one touch
Row = Invited.State


@transaction.atomic
def draft_rolls(actor: Actor, row: InvitationList) -> list[Roll]:
    """Rolls for whoever has not confirmed yet and stands on none, a hundred on each, twenty rolls at once.

    Answers the new ones. Raises Refused, NotPossible.
    """
    require_here(actor, row.union)
    held = held_list(row)
    waiting = Invited.objects.filter(list=held, state=Row.INVITED, roll=None, said__isnull=False).order_by("position")
    rows = settle_known(actor, held, list(waiting[: PEOPLE * AT_ONCE]))
    if not rows:
        raise NotPossible(_("Everybody stands on a roll already, or has answered."))
    last = held.rolls.aggregate(last=Max("number"))["last"] or 0
    parts = [rows[first : first + PEOPLE] for first in range(0, len(rows), PEOPLE)]
    made = [_roll(actor, held, number, part) for number, part in enumerate(parts, start=last + 1)]
    journal.record(actor, ROLLED, held, union=held.union_id, data={"count": len(made)})
    return made


def _roll(actor: Actor, held: InvitationList, number: int, part: Sequence[Invited]) -> Roll:
    roll = Roll.objects.create(list=held, number=number, paper=_paper(actor, held, part))
    Invited.objects.filter(pk__in=[one.pk for one in part]).update(roll=roll)
    return roll


def _paper(actor: Actor, held: InvitationList, part: Sequence[Invited]) -> Paper:
    rows = []
    for one in part:
        said = Said.read(one.said.reveal())
        number, phone = (
            mask_document(said.number) if said.number else "",
            mask_phone(said.phone) if said.phone else "",
        )
        rows.append([str(one.position), said.name, number, phone, said.title, ""])
    data = {
        "employer": held.employer, "home": held.union.name, "rows": rows,
        "text": [*TEXT, *on_roll(platform=held.from_platform)],
        "preparer": actor.name, "day": chinese_day(today()),
    }  # fmt: skip
    return issue_paper(actor, ROLL.key, union=held.union, about=held, data=data)


@transaction.atomic
def enter_signed(actor: Actor, roll: Roll, ids: Collection[str]) -> int:
    """Say who signed a roll whose scan is back; a job enters them. Answers how many. Raises Refused, NotPossible."""
    require_here(actor, roll.list.union)
    held = held_list(roll.list)
    if not roll.paper.leaves.exists():
        raise NotPossible(_("Scan the signed roll back first: what was signed must be there to be seen."))
    known = [one for one in ids if _is_id(one)]
    rows = Invited.objects.filter(roll=roll, pk__in=known, state=Row.INVITED, said__isnull=False)
    count = rows.update(state=Row.SIGNED, sentence="")
    if count:
        held.job = start_job(actor, ENTER, {"list": held.pk}, total=count).pk
        held.save(update_fields=["job"])
        journal.record(actor, CONFIRMED, held, union=held.union_id, data={"count": count})
    return count


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def enter_some(actor: Actor, row: InvitationList, most: int) -> int:
    """Enter some who signed, each by itself: of who can't be taken it is said why. Answers how many were tried."""
    require_here(actor, row.union)
    signed = Invited.objects.filter(list=row, state=Row.SIGNED, said__isnull=False)
    # Two jobs of one list don't enter the same person: the second finds the line confirmed.
    rows = list(signed.select_for_update().order_by("position")[:most])
    for one in rows:
        _enter(actor, row, one)
    return len(rows)


def _enter(actor: Actor, row: InvitationList, one: Invited) -> None:
    union, said = row.union, Said.read(one.said.reveal())
    try:
        with transaction.atomic():
            if not said.number:
                raise NotPossible(_("The number of the document is missing: let the person confirm by phone."))
            person_id, said = entered(actor, union, said)
            with with_person(person_id, union) as person:
                matter = apply_for_membership(actor, person, union, said, way=Application.Way.ROLL)
                agree_on_roll(actor, person, platform=row.from_platform)
    except (people.NotPossible, Refused) as error:
        _not_taken(one, union, error)
        return
    confirm_row(one, matter)


def _not_taken(one: Invited, union: Union, error: people.NotPossible | Refused) -> None:
    """Who has joined otherwise is settled; else it is said why, to the clerk, and the line waits on."""
    if isinstance(error, people.NotPossible) and (why := why_settled(error, union)):
        settle(one, why)
        return
    told = _("Has a request under way elsewhere.") if isinstance(error, UnderWay) else str(error)
    one.state, one.sentence = Row.INVITED, told[:200]
    one.save(update_fields=["state", "sentence"])
