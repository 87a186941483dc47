"""Concerns with a sealed name: who handles one sees no person, and no row in the clear leads to one.

The matter is opened by the platform, without a person. The worker finds the own ones by a keyed digest of the number
of the own record. What a database, its keys and a log of requests can tell together is in docs/security.md.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.matters import withdraw_matter
from niangjia.engines.matters.acts.notes import living_of
from niangjia.engines.matters.models import Note, State, Task, TaskState
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import is_barred, may_act
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.models import Person
from niangjia.engines.people.posts.holding import holds_at
from niangjia.engines.people.scope import everywhere
from niangjia.engines.people.unions.models import Level
from niangjia.engines.rules import value
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.attachments import About, Limits
from niangjia.foundation.attachments.keeping import attachments_of, keep_file
from niangjia.foundation.clock import SHANGHAI, today
from niangjia.services.concerns import journal_codes as codes
from niangjia.services.concerns.finding import employers_of, receives, union_above
from niangjia.services.concerns.messages import NAME_SEEN, SEALED_NEWS
from niangjia.services.concerns.models import Confidential, SealedLine
from niangjia.services.concerns.payroll import employers_behind, on_payroll
from niangjia.services.concerns.permissions import HANDLE, OPEN_NAME
from niangjia.services.concerns.reading import concern_of
from niangjia.services.concerns.said import Trusted

from .anonymous import LONGEST, MONTH
from .answering import note_received
from .bringing import enter_concern, opened, where_to
from .part import digests
from .reviewing import open_review

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.concerns.models import Concern

    from .bringing import Brought

WHY = "telling who has a sealed name"
FILE = "材料"  # files keep no names of their own: those tell more than one thinks
SEALED = "诉求人（姓名保密）"  # on pages and papers, in place of the name; papers speak Chinese


def own_sealed(actor: Actor) -> QuerySet[Confidential]:
    """The actor's own, also those that were brought with a record which has become this one since."""
    if actor.person_id is None:
        return Confidential.objects.none()
    known = [actor.person_id, *Person.objects.filter(merged_into=actor.person_id).values_list("pk", flat=True)]
    rows = Confidential.objects.select_related("concern__matter__union", "concern__employer", "opens")
    return rows.filter(whose__in=[digest for one in known for digest in digests(one)])


def sealed_of(concern: Concern) -> Confidential | None:
    """What belongs to the sealed name of a concern; None where the name is not sealed."""
    return Confidential.objects.select_related("concern__matter", "opens").filter(concern=concern).first()


def is_own_sealed(actor: Actor, concern: Concern) -> bool:
    """Whether it is the actor's own."""
    return own_sealed(actor).filter(pk=concern.pk).exists()


def lines_of(row: Confidential, matter: Matter) -> list[tuple[bool, str, date]]:
    """The dialogue as the worker reads it: by whom, text, day; with what was noted for the applicant."""
    said = [(line.by_sender, line.said.reveal(), line.day) for line in row.lines.order_by("position")]
    notes = Note.objects.filter(matter=matter, kind=Note.Kind.APPLICANT, task=None).order_by("pk")
    noted = [(False, note.text.reveal(), note.written.astimezone(SHANGHAI).date()) for note in notes]
    return sorted([*said, *noted], key=lambda line: line[2])


@transaction.atomic
def bring_sealed(actor: Actor, person: Person, brought: Brought) -> Confidential:
    """Bring one's own concern with the name sealed. Raises Refused for somebody else's, NotPossible."""
    if actor.person_id != person.pk:
        raise Refused(_("This is somebody else's matter."))
    above = union_above(person)
    if above is None:
        raise NotPossible(
            _("There is no union above yours here that could keep your name. Bring it without a name."), "sealed"
        )
    union, past = where_to(person, brought)
    matter = opened(PLATFORM, union, past, None, _without_name(brought))
    employers = tuple(one.pk for one in employers_of(person))
    contact = Trusted(name=person.name, phone=brought.said.phone, person=person.pk, employers=employers)
    return _kept(matter, above.union, contact, digests(person.pk)[0])


@transaction.atomic
def enter_sealed(actor: Actor, union: Union, brought: Brought) -> Matter:
    """Enter what somebody told who wants the name sealed; from then on it is not shown here either. Raises Refused,
    NotPossible.
    """
    opens = receives(union).union
    if opens.level >= Level.BASE:
        raise NotPossible(_("There is no union above here that could keep the name."), "sealed")
    if not brought.said.name.strip():
        raise NotPossible(_("Write the name that is to be sealed."), "name")
    matter = enter_concern(actor, union, _without_name(brought))
    _kept(matter, opens, Trusted(name=brought.said.name, phone=brought.said.phone))
    return matter


def _without_name(brought: Brought) -> Brought:
    return replace(brought, said=replace(brought.said, name=SEALED, phone=""))


def _kept(matter: Matter, opens: Union, contact: Trusted, whose: bytes | None = None) -> Confidential:
    row = Confidential(concern=concern_of(matter), whose=whose, contact=contact.packed(), opens=opens)
    row.save(force_insert=True)
    journal.record(PLATFORM, codes.SEALED, matter, union=matter.union_id)
    return row


def matter_of(row: Confidential) -> Matter:
    """Its matter. Raises NotPossible where that is gone."""
    if row.concern.matter is None:
        raise NotPossible(_("What was said has been deleted."))
    return row.concern.matter


def require_own(actor: Actor, row: Confidential) -> None:
    """Raises Refused for somebody else's."""
    if not own_sealed(actor).filter(pk=row.pk).exists():
        raise Refused(_("This is somebody else's matter."))


def _say(row: Confidential, text: str, *, by_sender: bool) -> None:
    if not (text := text.strip()) or len(text) > LONGEST:
        raise NotPossible(_("Write something, at most %(count)s characters.") % {"count": LONGEST}, "text")
    Confidential.objects.select_for_update(of=("self",)).get(pk=row.pk)
    last = row.lines.aggregate(last=Max("position"))["last"] or 0
    SealedLine(confidential=row, position=last + 1, by_sender=by_sender, said=text).save(force_insert=True)


@transaction.atomic
def write_as_sender(actor: Actor, row: Confidential, text: str) -> None:
    """Write to who handles one's own concern. Raises Refused, NotPossible."""
    require_own(actor, row)
    _say(row, text, by_sender=True)
    matter = matter_of(row)
    journal.record(PLATFORM, codes.SEALED_WROTE, matter, union=matter.union_id)


def may_add(matter: Matter) -> bool:
    """Whether the worker may add files now: as of any matter, before something was judged."""
    judged = Task.objects.filter(matter=matter, state__in=(TaskState.DONE, TaskState.SENT_BACK))
    return matter.is_open and not judged.exists()


@transaction.atomic
def add_sealed_file(actor: Actor, row: Confidential, content: bytes) -> None:
    """Add a file to one's own, under a name that tells nothing. Raises Refused, NotPossible, BadFile."""
    require_own(actor, row)
    matter = matter_of(row)
    if not may_add(matter):
        raise NotPossible(_("It is being judged already: write in the dialogue what you want to add."))
    name = f"{FILE}{len(attachments_of(matter)) + 1}"
    keep_file(PLATFORM, About.of(matter), content, name, slot="", limits=Limits())


def may_write(actor: Actor, matter: Matter) -> bool:
    """Whether the actor writes to who has a sealed name: as who handles it, or did."""
    if any(may_act(actor, task, matter) for task in living_of(matter) if not task.for_applicant):
        return True
    return not is_barred(actor, matter) and holds_at(actor, HANDLE, matter.union)


@transaction.atomic
def write_to_sealed(actor: Actor, row: Confidential, matter: Matter, text: str) -> None:
    """Write to who has the sealed name; the platform tells that one, and nobody else. Raises Refused, NotPossible."""
    if not may_write(actor, matter):
        raise Refused(_("This step is for others: who does it follows from a post in that very union."))
    _say(row, text, by_sender=False)
    journal.record(actor, codes.SEALED_TOLD, matter, union=matter.union_id)
    _tell(row, SEALED_NEWS)


def _tell(row: Confidential, kind: str) -> None:
    """A message of the house, of no union, under a drawn key: no list of a union's messages has it."""
    person = _living(Trusted.read(row.contact.reveal()).person) if row.contact else None
    if person is not None:
        send(PLATFORM, kind, [person], union=None, key=f"concerns.sealed.{uuid.uuid4()}")


def _living(person: int) -> int | None:
    """The record that it is now, in whosever scope it lies; None where it was erased, or where there was none."""
    if not person:
        return None
    with everywhere(PLATFORM, WHY):
        rows = Person.objects.exclude(state=Person.State.ERASED).filter(pk=person)
        found = rows.values_list("pk", "merged_into").first()
    return (found[1] or found[0]) if found else None


def may_open(actor: Actor, row: Confidential, matter: Matter) -> bool:
    """Whether the actor may open the name: an officer of the union above, who does not work for the employer."""
    if row.contact is None or not holds_at(actor, OPEN_NAME, row.opens) or is_barred(actor, matter):
        return False
    known = Trusted.read(row.contact.reveal()).employers
    return not on_payroll(actor, employers_behind(row.concern, matter, known))


@transaction.atomic
def open_sealed(actor: Actor, row: Confidential, matter: Matter, reason: str) -> Trusted:
    """Show a sealed name, with a reason, journalled; the worker is told who and why. Raises Refused, NotPossible."""
    if row.contact is None:
        raise NotPossible(_("No name was left."))
    if not may_open(actor, row, matter):
        raise Refused(_("The name is opened by an officer of the union above who does not work for the employer."))
    if not reason.strip():
        raise NotPossible(_("Say why you need the name."), "reason")
    journal.look(actor, codes.NAME_OPENED, row.concern, reason=reason, union=row.opens_id)
    Confidential.objects.filter(pk=row.pk).update(opened_on=today())
    _say(
        row,
        _("%(who)s opened your name. Reason: %(reason)s") % {"who": actor.name, "reason": reason.strip()},
        by_sender=False,
    )
    _tell(row, NAME_SEEN)
    return Trusted.read(row.contact.reveal())


@transaction.atomic
def rate_sealed(actor: Actor, row: Confidential, *, solved: bool, satisfied: int) -> None:
    """Once, when it is closed. Raises Refused, NotPossible."""
    require_own(actor, row)
    if matter_of(row).is_open:
        raise NotPossible(_("It is not closed yet."))
    rows = Confidential.objects.filter(pk=row.pk, rated_on=None)
    if not rows.update(solved=solved, satisfied=satisfied, rated_on=today()):
        raise NotPossible(_("It is rated already."))
    journal.record(PLATFORM, codes.SEALED_RATED, matter_of(row), union=matter_of(row).union_id)


def withdraw_sealed(actor: Actor, row: Confidential) -> None:
    """Take one's own concern back. Raises Refused, NotPossible."""
    require_own(actor, row)
    withdraw_matter(PLATFORM, matter_of(row))


def review_sealed(actor: Actor, row: Confidential, text: str) -> Matter:
    """Ask for the review that is next, with the name sealed. Raises Refused, NotPossible."""
    require_own(actor, row)
    return open_review(PLATFORM, row.concern, text)


def note_opinion_read(actor: Actor, row: Confidential) -> None:
    """The worker opened the written opinion: received today. Raises Refused."""
    require_own(actor, row)
    note_received(PLATFORM, row.concern)


def tell_news(row: Confidential) -> None:
    """A step of it ended: who has the sealed name is told that there is news."""
    _tell(row, SEALED_NEWS)


def tell_corrected(row: Confidential, told: str) -> None:
    """A step was corrected or revoked: `told` is what the worker reads of it. The engine tells applicants alone."""
    if told:
        _say(row, told, by_sender=False)
    _tell(row, SEALED_NEWS)


def forget_names(most: int = 200) -> int:
    """Delete the names of what was closed for as long as words without a name are kept. How many."""
    day = today() - timedelta(days=MONTH * value("concerns.keep_months", on=today()).count)
    over = datetime.combine(day, time(), SHANGHAI)
    rows = Confidential.objects.filter(forgotten_on=None, concern__matter__closed__lt=over)
    rows = rows.exclude(concern__reviews__matter__state=State.OPEN)
    rows = rows.exclude(concern__reviews__matter__closed__gte=over)  # the days run from the last word
    keys = list(rows.order_by("concern").values_list("concern", flat=True)[:most])
    return Confidential.objects.filter(pk__in=keys).update(contact=None, forgotten_on=today())
