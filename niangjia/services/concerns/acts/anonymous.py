"""Concerns without a name. What the sender's side does leaves days and random keys, never a moment or an account."""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.models import Note, State
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import keeps_out, require_at
from niangjia.engines.people.posts.holding import posts_of
from niangjia.engines.rules import value
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.attachments import About
from niangjia.foundation.attachments.keeping import forget_all
from niangjia.foundation.clock import today
from niangjia.foundation.numbers import secret_number, valid_secret
from niangjia.foundation.secrets.house import vault
from niangjia.services.concerns import journal_codes as codes
from niangjia.services.concerns.choices import Choice, Way
from niangjia.services.concerns.finding import only_employer, payroll, receives
from niangjia.services.concerns.models import Anonymous, Concern, Line, Named, Review, UsedToken
from niangjia.services.concerns.permissions import ANONYMOUS as MAY
from niangjia.services.concerns.permissions import OPEN_NAME
from niangjia.services.concerns.reading import ANONYMOUS
from niangjia.services.concerns.said import Contact

from .erasing import erase_beside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.concerns.said import Said

logger = logging.getLogger(__name__)
RECEIPTS = "concerns.receipt"  # the kind of their digests
USED = "INSERT INTO concerns_usedtoken (digest, day) VALUES (%s, %s) ON CONFLICT DO NOTHING"  # of two clicks one
MONTH = 30  # days; how long words are kept need not be right to the day
LONGEST = 2000


def _digest(receipt: str) -> bytes:
    return vault().digests(RECEIPTS, receipt)[0].digest


@transaction.atomic
def bring_anonymously(
    union: Union, said: Said, facts: Mapping[str, Any], token: bytes, contact: Contact | None = None
) -> str:
    """Keep it and answer with the receipt, of which nothing but a digest stays. Raises NotPossible if sent twice."""
    use_token(token)
    receipt, (holder, past) = secret_number(), receives(union)
    row = Concern(choice=Choice.ANONYMOUS, way=Way.ANONYMOUS, said=said.packed(), **facts)
    row.employer = only_employer(past)
    row.save(force_insert=True)
    Anonymous(
        concern=row,
        union=holder,
        past=past,
        digest=_digest(receipt),
        contact=contact.packed() if contact else None,
        keep_until=_kept_until(today()),
        pending=[codes.WITHOUT_NAME],
    ).save(force_insert=True)
    return receipt


class SentBefore(NotPossible):
    """The form was sent already, mostly by a second click."""


def use_token(token: bytes) -> None:
    """Raises SentBefore for a form that was sent already."""
    with connection.cursor() as cursor:
        cursor.execute(USED, [token, today()])
        if not cursor.rowcount:
            raise SentBefore(_("This form was sent already. Open it anew."))


def token_digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _kept_until(day: date) -> date:
    return day + timedelta(days=MONTH * value("concerns.keep_months", on=day).count)


def with_receipt(typed: str) -> Anonymous | None:
    """The concern whose receipt somebody typed; None for what is no receipt of ours."""
    receipt = valid_secret(typed)
    if receipt is None:
        return None
    digests = [one.digest for one in vault().digests(RECEIPTS, receipt)]
    rows = Anonymous.objects.select_related("concern__matter", "concern__employer", "union")
    return rows.filter(digest__in=digests).first()


def _held(row: Anonymous) -> Anonymous:
    """The row as it stands now, locked: what the night has settled meanwhile is not settled twice."""
    return Anonymous.objects.select_for_update(of=("self",)).select_related("concern__matter").get(pk=row.pk)


def noted(row: Anonymous, code: str) -> None:
    """The sender did that; the journal hears of it at night."""
    row = _held(row)
    row.pending = [*row.pending, code]
    row.save(update_fields=["pending"])


def _say(row: Anonymous, text: str, *, by_sender: bool) -> None:
    if row.erased_on:
        raise NotPossible(_("What was said has been deleted."))
    if not (text := text.strip()) or len(text) > LONGEST:
        raise NotPossible(_("Write something, at most %(count)s characters.") % {"count": LONGEST}, "text")
    Anonymous.objects.select_for_update(of=("self",)).get(pk=row.pk)
    last = row.lines.aggregate(last=Max("position"))["last"] or 0
    Line(anonymous=row, position=last + 1, by_sender=by_sender, said=text).save(force_insert=True)


@transaction.atomic
def write_with_receipt(row: Anonymous, text: str) -> None:
    """The sender writes; what is being written about is kept. Raises NotPossible."""
    row = _held(row)
    _say(row, text, by_sender=True)
    row.keep_until = max(row.keep_until, _kept_until(today()))
    row.pending = [*row.pending, codes.WROTE]
    row.save(update_fields=["keep_until", "pending"])


@transaction.atomic
def rate_with_receipt(row: Anonymous, *, solved: bool, satisfied: int) -> None:
    """Once, when it is closed. Raises NotPossible."""
    matter = row.concern.matter
    if matter is None or matter.is_open:
        raise NotPossible(_("It is not closed yet."))
    row = _held(row)
    rows = Anonymous.objects.filter(pk=row.pk, rated_on=None)
    pending = [*row.pending, codes.RATED]
    if not rows.update(solved=solved, satisfied=satisfied, rated_on=today(), pending=pending):
        raise NotPossible(_("It is rated already."))


def require_reader(actor: Actor, row: Anonymous) -> None:
    """Raises Refused for whoever has no post with the right in that very union, or one at the unit passed by."""
    require_at(actor, MAY, row.union)
    if barred(actor, row):
        raise Refused(_("This is for others."))


def barred(actor: Actor, row: Anonymous) -> bool:
    """Whether the actor has a post at the unit that is not to know of it, works for its employer, or keeps out."""
    matter = row.concern.matter
    return (matter is not None and keeps_out(actor, matter)) or is_past(actor, row.past)


def is_past(actor: Actor, past: Union | None) -> bool:
    """Whether it went past a union where the actor has a post, or past that of the own employer."""
    return past is not None and any(past.place <= place < past.place_end for place in barred_places(actor))


def barred_places(actor: Actor) -> set[int]:
    """The places past which something went that this reader is not to know of: of posts, and of the own employer."""
    return {start for _codes, start in posts_of(actor)} | set(payroll(actor))


@transaction.atomic
def take_up(actor: Actor, row: Anonymous) -> Matter:
    """Open the matter of it, at the moment of whoever takes it up. Raises Refused, NotPossible."""
    require_reader(actor, row)
    return _open(actor, row)


def open_waiting() -> int:
    """At night: open what came before today and nobody took up, so that its days run and somebody is late. How many.

    Of today nothing: that would tell the hours of it. What can't be opened waits, and is written down as such.
    """
    rows = Anonymous.objects.select_related("union", "past").filter(concern__matter=None, erased_on=None)
    done = 0
    for row in rows.filter(concern__made__lt=today()).order_by("pk"):
        try:
            with transaction.atomic():
                _open(PLATFORM, row)
        except NotPossible as error:
            logger.warning("concerns: one without a name can't be opened at union %s: %s", row.union_id, error)
        else:
            done += 1
    return done


def _open(actor: Actor, row: Anonymous) -> Matter:
    concern = Concern.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if concern.matter_id is not None or row.erased_on:
        raise NotPossible(_("It was taken up already."))
    matter = open_matter(actor, ANONYMOUS, union=row.union, about=concern, past=row.past)
    concern.matter = matter
    concern.save(update_fields=["matter"])
    journal.record(actor, codes.TAKEN_UP, matter, union=row.union_id)
    return matter


@transaction.atomic
def write_to_sender(actor: Actor, row: Anonymous, text: str) -> None:
    """Write into the dialogue. Raises Refused, NotPossible."""
    require_reader(actor, row)
    _say(row, text, by_sender=False)
    journal.record(actor, codes.TOLD_SENDER, row.concern, union=row.union_id)


@transaction.atomic
def keep_longer(actor: Actor, row: Anonymous) -> None:
    """Postpone the day on which the words go by one more time of keeping. Raises Refused."""
    require_reader(actor, row)
    Anonymous.objects.filter(pk=row.pk).update(keep_until=_kept_until(max(today(), row.keep_until)))
    journal.record(actor, codes.KEPT_LONGER, row.concern, union=row.union_id)


@transaction.atomic
def open_name(actor: Actor, row: Anonymous, reason: str) -> Contact:
    """Show a sealed name: with a reason, journalled, and the sender is told in the dialogue.

    For an officer of the union that has it, which is above the unit, and who holds no post there. Raises Refused,
    NotPossible without a reason or a name.
    """
    require_at(actor, OPEN_NAME, row.union)
    require_reader(actor, row)
    if row.contact is None or row.erased_on:
        raise NotPossible(_("No name was left."))
    if not reason.strip():
        raise NotPossible(_("Say why you need the name."), "reason")
    contact = Contact.read(row.contact.reveal())
    journal.look(actor, codes.NAME_OPENED, row.concern, reason=reason, union=row.union_id)
    Anonymous.objects.filter(pk=row.pk).update(opened_on=today())
    told = _("%(who)s opened your name. Reason: %(reason)s") % {"who": actor.name, "reason": reason.strip()}
    _say(row, told, by_sender=False)
    return contact


@transaction.atomic
def settle_days() -> int:
    """At night: write what senders did into the journal, and every row of theirs anew. How many concerns.

    A row bears the number of the transaction that wrote it, and so does an entry of the journal; beside entries of
    known moments that would tell the hour. After this they bear those of the night (docs/security.md: what is left).
    """
    waiting = Anonymous.objects.select_for_update(of=("self",)).select_related("concern")
    rows = list(waiting.exclude(pending=[]).order_by("pk"))
    for row in rows:
        for code in row.pending:
            journal.record_anonymously(code, row.concern)
    keys = [row.pk for row in rows]
    Anonymous.objects.filter(pk__in=keys).update(pending=[])
    Concern.objects.filter(pk__in=keys).update(made=F("made"))
    Line.objects.filter(anonymous__in=keys).update(day=F("day"))
    Review.objects.filter(concern__in=keys, matter=None).update(asked_on=F("asked_on"))
    UsedToken.objects.update(day=F("day"))
    return len(rows)


def erase_old(most: int = 200) -> int:
    """Delete the words whose time is over and that were dealt with; the row stays as a tombstone. How many.

    What nobody has dealt with stays, however old: it is late, and those above know of it.
    """
    rows = Anonymous.objects.select_related("concern").filter(erased_on=None, keep_until__lt=today())
    open_ones = Review.objects.filter(Q(matter=None) | Q(matter__state=State.OPEN)).values("concern")
    rows = rows.filter(concern__matter__state__gt=State.OPEN).exclude(pk__in=open_ones)
    found = list(rows.order_by("keep_until")[:most])
    for row in found:
        _erase(row)
    UsedToken.objects.filter(day__lt=today() - timedelta(days=2)).delete()
    return len(found)


@transaction.atomic
def _erase(row: Anonymous) -> None:
    row.lines.all().delete()
    reviews = Review.objects.filter(concern=row.pk)
    matters = [key for key in (row.concern.matter_id, *reviews.values_list("matter", flat=True)) if key is not None]
    Note.objects.filter(matter__in=matters).delete()
    Named.objects.filter(concern=row.pk).delete()
    forget_all([About("matters.matter", str(key)) for key in matters])
    erase_beside(matters)
    reviews.update(said=None, answer=None)
    Anonymous.objects.filter(pk=row.pk).update(erased_on=today(), contact=None)
    Concern.objects.filter(pk=row.pk).update(said=None, answer=None)
    journal.record(PLATFORM, codes.ERASED, row.concern, union=row.union_id)
