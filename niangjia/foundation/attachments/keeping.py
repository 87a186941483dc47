"""The verbs: attach a file, take it away, open it. Who may is asked of the subject's guard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import connection, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now
from niangjia.foundation.secrets.errors import SecretError

from . import store
from .about import About
from .guards import guard_of
from .hooks import ADDED, OPENED, REMOVED, note
from .models import Attachment
from .names import fit_name
from .recognising import recognise
from .refusals import BadFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from niangjia.foundation.access.actor import Actor

    from .limits import Limits
    from .recognising import Taken

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7203))"


@transaction.atomic
def attach(
    actor: Actor, thing: Any, content: bytes, name: str, *, slot: str = "", limits: Limits | None = None
) -> Attachment:
    """Attach a file to a row (or subject, or About). Raises BadFile; Http404 and Refused as its guard does."""
    about = About.of(thing)
    guard = guard_of(about)
    guard.change(actor, about.id)
    return keep_file(actor, about, content, name, slot=slot, limits=limits or guard.limits)


@transaction.atomic
def keep_file(actor: Actor, about: About, content: bytes, name: str, *, slot: str, limits: Limits) -> Attachment:
    """As `attach`, for actions that have asked for the right themselves (a scan entered with its act)."""
    guard = guard_of(about)
    taken = recognise(content, limits)
    _lock(about)
    if Attachment.objects.about(about).count() >= limits.most:
        raise BadFile(_("There are %(most)s files already: take one away first.") % {"most": limits.most})
    made = _made(actor, about, taken, name, slot, sealed=guard.sealed(about.id))
    note(actor, ADDED, made, guard.union(about.id))
    return made


@transaction.atomic
def remove_attachment(actor: Actor, attachment: Attachment) -> None:
    """Take a file away; its content goes some weeks later. Raises as the guard does, and Refused for one that stays;
    twice does no harm."""
    guard = guard_of(attachment.about)
    guard.change(actor, attachment.about_id)
    if not guard.each(actor, attachment.about_id).removes(attachment):
        raise Refused(_("This file stays: somebody else added it, or something was decided on it since."))
    if Attachment.objects.filter(pk=attachment.pk, removed=None).update(removed=now()):
        note(actor, REMOVED, attachment, guard.union(attachment.about_id))


def attachments_of(thing: Any, *, slot: str | None = None) -> list[Attachment]:
    """All files of something; which of them the actor is shown is asked of the guard (`showing.shown`)."""
    found = Attachment.objects.about(About.of(thing))
    return list(found if slot is None else found.filter(slot=slot))


def load_attachment(actor: Actor, attachment_id: UUID) -> Attachment:
    """The file, if the guard of what it belongs to lets the actor see it. Raises Http404, Refused."""
    found = Attachment.objects.filter(pk=attachment_id, removed=None).first()
    if found is None:
        raise Http404
    guard = guard_of(found.about)
    guard.see(actor, found.about_id)
    if not guard.each(actor, found.about_id).shows(found):
        raise Http404
    return found


@transaction.atomic
def open_content(actor: Actor, attachment: Attachment, part: str = store.CONTENT) -> bytes:
    """The content; opening a sealed file is noted, looking at its small picture is, too. Raises Http404 if lost."""
    if attachment.sealed:
        note(actor, OPENED, attachment, guard_of(attachment.about).union(attachment.about_id))
    try:
        return store.read(attachment.pk, part, sealed=attachment.sealed)
    except (FileNotFoundError, SecretError):
        raise Http404 from None


@transaction.atomic
def forget_all(things: Sequence[Any]) -> int:
    """Delete the rows of all files of these, as when a person is erased; the contents are swept within a day."""
    pairs = [About.of(thing) for thing in things]
    return sum(Attachment.objects.filter(about_type=one.type, about_id=one.id).delete()[0] for one in pairs)


def _lock(about: About) -> None:
    """Two who add at once don't pass the limit together."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"{about.type}/{about.id}"])


def _made(actor: Actor, about: About, taken: Taken, name: str, slot: str, *, sealed: bool) -> Attachment:
    made = Attachment(
        id=uuid4(),
        about_type=about.type,
        about_id=about.id,
        slot=slot,
        kind=taken.kind,
        size=len(taken.content),
        sealed=sealed,
        has_preview=bool(taken.preview),
        account_id=actor.account_id,
    )
    made.name = fit_name(name, taken.kind)
    made.key = store.write(made.pk, store.CONTENT, taken.content, sealed=sealed)
    if taken.preview:
        store.write(made.pk, store.PREVIEW, taken.preview, sealed=sealed)
    made.save(force_insert=True)
    return made
