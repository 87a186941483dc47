"""Objections: by whoever sees the notice, named or not, or on paper; each is answered before the matter goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import not_past, require_at, within
from niangjia.engines.people.memberships.models import LIVING
from niangjia.engines.people.models import Membership, Person
from niangjia.foundation.clock import now, today

from . import journal_codes as codes
from .kinds import all_notices
from .models import LONGEST_OBJECTION, Objection, PublicNotice
from .permissions import HANG

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

State = Objection.State


def hung_for(actor: Actor) -> Q:
    """The notices that hang for the actor: of the unions where it belongs, of those above them as far as their kind
    says so, and where it keeps notices. Not about what was sent past a union in which it has a post.
    """
    reading = within(actor.reach(HANG))
    below = [kind.key for kind in all_notices() if kind.below]
    for place in _belongs(actor):
        reading |= Q(union__place=place)
        reading |= Q(kind__in=below, union__place__lte=place, union__place_end__gt=place)
    return reading & not_past(actor, "matter__")


def _belongs(actor: Actor) -> set[int]:
    """The places of the unions of home and membership."""
    if actor.person_id is None:
        return set()
    homes = Person.objects.filter(pk=actor.person_id, home__isnull=False).values_list("home__place", flat=True)
    members = Membership.objects.filter(person=actor.person_id, state__in=LIVING)
    return {*homes, *members.values_list("union__place", flat=True)}


def may_read(actor: Actor, notice: PublicNotice) -> bool:
    """Whether it hangs for the actor: who belongs to its union (or below it), or keeps notices there."""
    return PublicNotice.objects.filter(hung_for(actor), pk=notice.pk).exists()


def load_hanging(actor: Actor, code: str) -> PublicNotice:
    """The notice with that address, if it hangs for the actor today. Raises Http404."""
    found = PublicNotice.objects.select_related("union", "matter__union").filter(code=code).first()
    if found is None or not may_read(actor, found):
        raise Http404
    return found


def hangs(notice: PublicNotice) -> bool:
    """By the row and by the clock."""
    return notice.state == PublicNotice.State.HANGING and notice.starts <= today() <= notice.ends


@transaction.atomic
def object_to(actor: Actor, notice: PublicNotice, text: str, *, named: bool) -> Objection:
    """Object as somebody for whom it hangs; without `named` no key leads to who it was.

    Raises Http404, NotPossible when it is over or nothing is written.
    """
    if not may_read(actor, notice):
        raise Http404
    rows = PublicNotice.objects.select_for_update(no_key=True, of=("self",)).select_related("matter")
    notice = rows.get(pk=notice.pk)  # as it is now, and until this is kept
    if not hangs(notice):
        raise NotPossible(_("The public notice is over. Write to the union instead."))
    made = _made(notice, text, person_id=actor.person_id if named else None)
    if named:
        journal.record(actor, codes.OBJECTED, notice.matter, union=notice.union_id)
    else:
        journal.record_anonymously(codes.OBJECTED, notice.matter)
    return made


@transaction.atomic
def enter_objection(actor: Actor, notice: PublicNotice, text: str) -> Objection:
    """Enter one that came on paper or by telephone, also in the days after. Raises Refused, NotPossible."""
    actor.require(HANG, at=notice.matter.union.place)
    made = _made(notice, text, on_paper=True)
    journal.record(actor, codes.OBJECTED, notice.matter, union=notice.union_id)
    return made


def _made(notice: PublicNotice, text: str, *, person_id: int | None = None, on_paper: bool = False) -> Objection:
    if not text.strip() or len(text) > LONGEST_OBJECTION:
        sentence = _("Write what you object to, in at most %(most)s letters.")
        raise NotPossible(sentence % {"most": LONGEST_OBJECTION}, "text")
    made = Objection(notice=notice, person_id=person_id, on_paper=on_paper)
    made.text = text.strip()
    if person_id is None and not on_paper:
        made.received = now().replace(hour=0, minute=0, second=0, microsecond=0)  # the day is all that is kept
    made.save(force_insert=True)
    return made


@transaction.atomic
def answer_objection(actor: Actor, objection: Objection, answer: str, *, upheld: bool) -> Objection:
    """Answer one, once, by a post in that very union. Raises Refused, NotPossible without an answer or with one."""
    require_at(actor, HANG, objection.notice.matter.union)
    if not answer.strip() or len(answer) > LONGEST_OBJECTION:
        sentence = _("Write the answer, in at most %(most)s letters.")
        raise NotPossible(sentence % {"most": LONGEST_OBJECTION}, "answer")
    held = Objection.objects.select_for_update(of=("self",)).select_related("notice__matter").get(pk=objection.pk)
    if held.state != State.OPEN:
        raise NotPossible(_("This objection was answered already."))
    held.state, held.answered = State.UPHELD if upheld else State.REJECTED, now()
    held.answered_by_id, held.answer = actor.account_id, answer.strip()
    held.save(update_fields=["state", "answered", "answered_by", "answer"])
    code = codes.UPHELD if upheld else codes.REJECTED
    journal.record(actor, code, held.notice.matter, union=held.notice.union_id)
    return held
