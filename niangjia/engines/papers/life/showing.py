"""A paper's state and life as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.web.pieces import State as Shown
from niangjia.foundation.web.pieces import Step, StepState, Tone

from .models import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from niangjia.foundation.access.models import Account

    from .models import Paper

_places: dict[str, Callable[[str], str]] = {}


def about_leads_to(kind: str, place: Callable[[str], str]) -> None:
    """Say where the page of such a subject is, by its key: papers about it lead there."""
    _places[kind] = place


def place_of(paper: Paper) -> str:
    """The address of what the paper belongs to; "" where nobody says it."""
    place = _places.get(paper.about_type)
    return place(paper.about_id) if place else ""


TONES = {State.DRAFT: Tone.PLAIN, State.FILED: Tone.GOOD, State.DISCARDED: Tone.PLAIN}


def state_of(paper: Paper) -> Shown:
    """Where a paper stands, as a word."""
    if paper.revoked:
        return Shown(_("revoked"), Tone.BAD)
    if paper.issued and not paper.holds:
        return Shown(_("no longer holds"), Tone.PLAIN)
    return Shown(State(paper.state).label, TONES.get(State(paper.state), Tone.WAIT))


def life_of(paper: Paper) -> list[Step]:
    """The steps of this kind's life: those that are done with who and when, the next one, the rest."""
    kind = paper.kind_or_none
    steps = [_done(_("Drafted"), paper.drafted, paper.drafted_by)]
    if kind is None:
        return steps
    if kind.checked and not paper.entered_later:
        steps.append(_done(_("Checked"), paper.checked, paper.checked_by))
    if not paper.entered_later:
        steps.append(_done(_("Signed"), paper.signed, paper.signed_by))
    if kind.sealed:
        steps.append(_done(_("Sealed"), paper.sealed, paper.sealed_by, also=bool(paper.sealing)))
    if kind.delivered:
        delivered = paper.state in (State.DELIVERED, State.FILED)
        steps.append(Step(_("Delivered"), StepState.DONE if delivered else StepState.LATER))
    steps.append(_done(_("Filed"), paper.filed, paper.filed_by))
    return [*_with_next(paper, steps), *_ending(paper)]


def _done(title: object, when: datetime | None, who: Account | None, *, also: bool = False) -> Step:
    moment = when.astimezone(SHANGHAI) if when else None
    state = StepState.DONE if when or also else StepState.LATER
    return Step(title, state, who=who.name if who else "", when=moment)  # type: ignore[arg-type]


def _with_next(paper: Paper, steps: list[Step]) -> list[Step]:
    """The first step that is not done is the one at hand."""
    at = next((at for at, step in enumerate(steps) if step.state is StepState.LATER), None)
    if at is not None and not paper.revoked and paper.state != State.DISCARDED:
        steps[at] = Step(steps[at].title, StepState.NOW)
    return steps


def _ending(paper: Paper) -> list[Step]:
    if not paper.revoked:
        return []
    who = paper.revoked_by.name if paper.revoked_by else ""
    why = paper.revoke_reason.reveal() if paper.revoke_reason else ""
    moment = paper.revoked.astimezone(SHANGHAI)
    return [Step(_("Revoked"), StepState.STOPPED, who=who, when=moment, text=why)]
