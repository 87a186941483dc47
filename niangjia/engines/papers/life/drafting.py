"""Verbs until a paper is signed: draft, change, check, send back, throw away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.journal.subjects import subject_of
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.kinds.kind import known
from niangjia.engines.papers.permissions import CHECK, WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.rights import refuse_gone, require_own
from niangjia.foundation.clock import now

from .fitting import require_fitting
from .freezing import composed, require_seen
from .models import LONGEST_CAPTION, LONGEST_REASON, Paper, State
from .steps import step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model, QuerySet

    from niangjia.engines.journal import Subject
    from niangjia.engines.people.models import Person, Union
    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def draft_paper(
    actor: Actor,
    key: str,
    *,
    union: Union,
    data: Mapping[str, Any],
    about: Model | Subject | None = None,
    person: Person | None = None,
    decided_by: Paper | None = None,
) -> Paper:
    """Draft a paper of a kind for a union. `about` is what it belongs to; `decided_by` the minutes that decided it.

    Raises Refused, UnknownPaper, NotPossible for a union that is no more, and BadData for data that do not fit.
    """
    require_own(actor, WRITE, union)
    refuse_gone(union)
    paper = made(key, union=union, data=data, about=about, person=person)
    paper.decided_by, paper.drafted_by_id = decided_by, actor.account_id
    paper.save(force_insert=True)
    journal.record(actor, codes.DRAFTED, paper, union=union.pk)
    return paper


def made(
    key: str,
    *,
    union: Union,
    data: Mapping[str, Any],
    about: Model | Subject | None = None,
    person: Person | None = None,
    frozen: bool = False,
) -> Paper:
    """A draft that is not saved yet; it composes, so that a slip shows now and not at signing (`frozen`: follows)."""
    kind = known(key)
    packed = kind.packed(data)
    subject = subject_of(about) if about is not None else None
    paper = Paper(kind=key, union=union, person=person, retention=kind.retention, copies=kind.copies)
    if subject:
        paper.about_type, paper.about_id = subject.type, subject.key
    paper.caption, paper.data = kind.said(packed)[:LONGEST_CAPTION], json.dumps(packed, ensure_ascii=False)
    if not frozen:
        composed(paper, packed)
    return paper


@transaction.atomic
def change_draft(actor: Actor, paper: Paper, data: Mapping[str, Any]) -> None:
    """Write the draft anew; what was checked is to be checked again. Raises Refused, NotPossible, BadData."""
    with step(actor, paper, WRITE, None) as held:
        _still_draft(held)
        kind = held.known_kind
        packed = kind.packed(data)
        composed(held, packed)
        held.caption, held.data = kind.said(packed)[:LONGEST_CAPTION], json.dumps(packed, ensure_ascii=False)
        held.state, held.checked, held.checked_by = State.DRAFT, None, None
        held.save(update_fields=["caption", "data", "state", "checked", "checked_by"])
        journal.record(actor, codes.CHANGED, held, union=held.union_id)


@transaction.atomic
def check_paper(actor: Actor, paper: Paper, *, seen: str | None = None) -> None:
    """Say that the draft may be signed (核稿); `seen` as in `sign_paper`. Raises Refused, NotPossible."""
    with step(actor, paper, CHECK, State.CHECKED) as held:
        require_seen(held, seen)
        require_fitting(held)
        held.state, held.checked, held.checked_by_id, held.back_reason = State.CHECKED, now(), actor.account_id, None
        held.save(update_fields=["state", "checked", "checked_by", "back_reason"])
        journal.record(actor, codes.CHECKED, held, union=held.union_id)


@transaction.atomic
def send_back(actor: Actor, paper: Paper, reason: str, *, seen: str | None = None) -> None:
    """Send a draft back to who wrote it, with a reason; `seen` as in `sign_paper`. Raises Refused, NotPossible."""
    with step(actor, paper, CHECK, None) as held:
        _still_draft(held)
        require_seen(held, seen)
        held.state, held.checked, held.checked_by, held.back_reason = State.DRAFT, None, None, fit_reason(reason)
        held.save(update_fields=["state", "checked", "checked_by", "back_reason"])
        journal.record(actor, codes.SENT_BACK, held, union=held.union_id)


@transaction.atomic
def discard_draft(actor: Actor, paper: Paper) -> None:
    """Throw a draft away; it never had a number. What it said is emptied. Raises Refused, NotPossible."""
    with step(actor, paper, WRITE, None) as held:
        _still_draft(held)
        held.state, held.data = State.DISCARDED, "{}"
        held.save(update_fields=["state", "data"])
        journal.record(actor, codes.DISCARDED, held, union=held.union_id)


@transaction.atomic
def take_drafts_along(actor: Actor, drafts: QuerySet[Paper], union: Union) -> int:
    """Let drafts be another union's from now on, because what they belong to went there; how many there were.

    What has a number stays where it was numbered. What was checked is checked anew, by the other union's people.
    No right is asked for: it follows from what was decided about the whole.
    """
    held = drafts.filter(state__in=(State.DRAFT, State.CHECKED)).exclude(union=union)
    found = list(held.select_for_update(of=("self",)).order_by("pk"))
    for paper in found:
        data = {"origin": paper.union_id, "to": union.pk}
        paper.union, paper.state, paper.checked, paper.checked_by = union, State.DRAFT, None, None
        paper.save(update_fields=["union", "state", "checked", "checked_by"])
        journal.record(actor, codes.MOVED, paper, union=union.pk, data=data)
    return len(found)


def fit_reason(reason: str) -> str:
    """A reason as it is kept. Raises NotPossible for none, or a long one."""
    reason = reason.strip()
    if not reason:
        raise NotPossible(_("Say why."), "reason")
    if len(reason) > LONGEST_REASON:
        raise NotPossible(_("At most %(count)s signs.") % {"count": LONGEST_REASON}, "reason")
    return reason


def _still_draft(held: Paper) -> None:
    if held.state not in (State.DRAFT, State.CHECKED):
        raise NotPossible(_("This paper is signed; revoke it and issue a new one."))
