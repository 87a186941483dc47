"""Verbs on messages to many: write, change, propose or release, confirm as the second person, withdraw, go on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.notices import journal_codes as codes
from niangjia.engines.notices.kinds import known
from niangjia.engines.notices.permissions import LEGAL, WRITE
from niangjia.engines.notices.refusals import NotPossible
from niangjia.engines.notices.sending.handing import claim_notice
from niangjia.foundation.clock import now
from niangjia.foundation.identity import Document, DocumentKind, examine
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import LIVE, Job

from .kinds import kind_of
from .models import Broadcast, SavedAudience, State
from .preview import preview_of
from .sending import SEND

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    from .audience import Audience

NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


class Words(TypedDict):
    """What the writer says, and how it goes."""

    title: str
    body: str
    by_sms: bool
    legal: bool
    is_public: bool


@transaction.atomic
def write_broadcast(actor: Actor, union: Union, audience: Audience, words: Words) -> Broadcast:
    """Write a message of the union to people of its own or below it. Raises Refused, NotPossible."""
    _check(actor, union, audience, words)
    made = Broadcast.objects.create(union=union, account_id=actor.account_id, audience=audience.packed(), **words)
    journal.record(actor, codes.WRITTEN, made, union=union.pk)
    return made


@transaction.atomic
def change_broadcast(actor: Actor, broadcast: Broadcast, audience: Audience, words: Words) -> None:
    """Change what was not sent yet; who was to confirm it as it was is asked anew. Raises Refused, NotPossible."""
    held = _locked(broadcast, State.DRAFT, State.PROPOSED)
    _check(actor, held.union, audience, words)
    fields = {**words, "audience": audience.packed(), "state": State.DRAFT, "account_id": actor.account_id}
    Broadcast.objects.filter(pk=held.pk).update(counted=None, counts=None, **fields)
    journal.record(actor, codes.CHANGED, held, union=held.union_id)


@transaction.atomic
def release_broadcast(actor: Actor, broadcast: Broadcast) -> State:
    """Let it go out, or from a certain size on, ask a second person to. Raises Refused, NotPossible."""
    held = _locked(broadcast, State.DRAFT)
    _require(actor, held.union, legal=held.legal)
    preview = preview_of(held)
    if not preview.people:
        raise NotPossible(_("There is nobody whom this would reach."))
    held.counted = preview.people
    if preview.needs_second:
        held.state = State.PROPOSED
        held.save(update_fields=["state", "counted"])
        journal.record(actor, codes.PROPOSED, held, union=held.union_id, data={"count": held.counted})
        return State.PROPOSED
    _let_go(actor, held, codes.RELEASED)
    return State.SENDING


@transaction.atomic
def confirm_broadcast(actor: Actor, broadcast: Broadcast) -> None:
    """Let it go out as the second person. Raises Refused, NotPossible for whoever wrote it."""
    held = _locked(broadcast, State.PROPOSED)
    _require(actor, held.union, legal=held.legal)
    if actor.account_id is None or actor.account_id == held.account_id:
        raise NotPossible(_("Somebody else than the writer has to confirm it."))
    held.counted = preview_of(held).people
    _let_go(actor, held, codes.CONFIRMED)


@transaction.atomic
def withdraw_broadcast(actor: Actor, broadcast: Broadcast) -> None:
    """Take back what has not gone out. Raises Refused, NotPossible."""
    held = _locked(broadcast, State.DRAFT, State.PROPOSED)
    actor.require(WRITE, at=held.union.place)
    Broadcast.objects.filter(pk=held.pk).update(state=State.WITHDRAWN)
    journal.record(actor, codes.WITHDRAWN, held, union=held.union_id)


@transaction.atomic
def resume_broadcast(actor: Actor, broadcast: Broadcast) -> None:
    """Let the rest go out where the job ended before that; nobody gets it twice. Raises Refused, NotPossible."""
    held = _locked(broadcast, State.SENDING)
    actor.require(WRITE, at=held.union.place)
    if sending_job(held, live=True):
        raise NotPossible(_("It is going out at this moment."))
    start_job(actor, SEND, {"broadcast": held.pk}, total=held.counted)
    journal.record(actor, codes.RESUMED, held, union=held.union_id)


@transaction.atomic
def save_audience(actor: Actor, union: Union, name: str, audience: Audience) -> SavedAudience:
    """Keep a choice of people under a name of the union's own. Raises Refused, NotPossible for one that is taken."""
    actor.require(WRITE, at=union.place)
    try:
        with transaction.atomic():
            made = SavedAudience.objects.create(union=union, name=name.strip(), audience=audience.packed())
    except IntegrityError:
        raise NotPossible(_("There is a choice of that name already."), "save_as") from None
    journal.record(actor, codes.AUDIENCE_SAVED, made, union=union.pk)
    return made


def sending_job(broadcast: Broadcast, *, live: bool = False) -> Job | None:
    """The latest job that sends it."""
    found = Job.objects.filter(kind=SEND, ids={"broadcast": broadcast.pk})
    return (found.filter(state__in=LIVE) if live else found).order_by("-created").first()


def _require(actor: Actor, union: Union, *, legal: bool) -> None:
    actor.require(WRITE, at=union.place)
    if legal:
        actor.require(LEGAL, at=union.place)


def _check(actor: Actor, union: Union, audience: Audience, words: Words) -> None:
    _require(actor, union, legal=words["legal"])
    if not union.place <= audience.union.place < union.place_end:
        raise NotPossible(_("A union writes to its own people and those below it."), "to")
    for name in ("title", "body"):
        text = words[name]
        if any(isinstance(examine(DocumentKind.RESIDENT_ID, found), Document) for found in NUMBER.findall(text)):
            raise NotPossible(_("An ID number stands in it: such numbers are never sent to many."), name)


def _locked(broadcast: Broadcast, *states: State) -> Broadcast:
    held = Broadcast.objects.select_for_update(of=("self",)).select_related("union").get(pk=broadcast.pk)
    if held.state not in states:
        raise NotPossible(_("This was done already: it is “%(state)s”.") % {"state": held.get_state_display()})
    return held


def _let_go(actor: Actor, held: Broadcast, code: str) -> None:
    kind, variables = known(kind_of(held)), {"title": held.title, "body": held.body}
    key = f"notices.broadcast.{held.pk}"
    held.notice = claim_notice(kind, key, account=held.account_id, union=held.union, variables=variables)
    held.state, held.released, held.released_by_id = State.SENDING, now(), actor.account_id
    held.save(update_fields=["state", "counted", "notice", "released", "released_by"])
    start_job(actor, SEND, {"broadcast": held.pk}, total=held.counted)
    journal.record(actor, code, held, union=held.union_id, data={"count": held.counted})
