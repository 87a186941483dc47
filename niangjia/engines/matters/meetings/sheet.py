"""The sheet of a meeting: who came and how each item was voted, typed in one form and read from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.titles import outcome_title, procedure_title, step_title
from niangjia.engines.matters.worklist.reading import names_of

from .models import MeetingItem
from .preparing import Vote, outcomes_of, reasons_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .models import Meeting, MeetingMember

State = MeetingItem.State


@dataclass(frozen=True)
class ItemLine:
    """An item on the sheet: choices are outcomes with their words; typed figures come back as they were."""

    item: MeetingItem
    what: str
    who: str
    number: str
    choices: list[tuple[str, str]]
    outcome: str
    votes: tuple[str, str, str]
    result: str
    corrected: str
    error: str = ""
    wants_reason: bool = False
    remark: str = ""


def lines_of(
    meeting: Meeting, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> list[ItemLine]:
    """The items in their order; three queries."""
    rows = meeting.items.select_related("task__matter__version", "task__union").prefetch_related("task__corrections")
    items = list(rows.order_by("pk"))
    names = names_of([item.task.matter.person_id for item in items])
    return [_line(item, names.get(item.task.matter.person_id or 0, ""), typed, errors or {}) for item in items]


def _line(item: MeetingItem, who: str, typed: Mapping[str, str] | None, errors: Mapping[str, str]) -> ItemLine:
    matter, pk = item.task.matter, item.pk
    kept = [item.votes_for, item.votes_against, item.abstained]
    votes = (
        [typed.get(f"{name}_{pk}", "") for name in ("for", "against", "abstained")]
        if typed
        else [_figure(one) for one in kept]
    )
    outcome = typed.get(f"outcome_{pk}", "") if typed else item.outcome
    what = f"{procedure_title(matter.procedure)} · {step_title(matter, item.task.key)}"
    choices = [(key, outcome_title(matter.procedure, key)) for key in outcomes_of(item)]
    found = [errors[name] for field in ("outcome", "for", "remark") if (name := f"{field}_{pk}") in errors]
    return ItemLine(
        item,
        what,
        who,
        matter.number,
        choices,
        outcome,
        (votes[0], votes[1], votes[2]),
        _result(item),
        _corrected(item),
        found[0] if found else "",
        bool(reasons_of(item)),
        typed.get(f"remark_{pk}", "") if typed else item.why,
    )


def _figure(count: int | None) -> str:
    return "" if count is None else str(count)


def _result(item: MeetingItem) -> str:
    if item.state == State.STUCK:
        return item.sentence
    return str(State(item.state).label) if item.state != State.PUT else ""


def _corrected(item: MeetingItem) -> str:
    """What it was corrected to afterwards, "" if it was not."""
    approved = [one for one in item.task.corrections.all() if one.state == one.State.APPROVED]
    if not approved:
        return ""
    last = max(approved, key=lambda one: one.pk)
    return outcome_title(item.task.procedure, last.after) if last.after else _("revoked")


def read_votes(
    items: list[MeetingItem], typed: Mapping[str, str], *, agreed_by: int = 0
) -> tuple[dict[int, Vote], dict[str, str]]:
    """The votes that were typed, and what is wrong, by field.

    An item with nothing typed is left as it was, or with `agreed_by` so many votes decided as its first outcome.
    """
    votes: dict[int, Vote] = {}
    errors: dict[str, str] = {}
    for item in items:
        outcome = typed.get(f"outcome_{item.pk}", "")
        figures = [typed.get(f"{name}_{item.pk}", "").strip() for name in ("for", "against", "abstained")]
        remark = typed.get(f"remark_{item.pk}", "")
        if not outcome and not any(figures):
            if agreed_by and not item.outcome:
                votes[item.pk] = Vote(outcomes_of(item)[0], agreed_by, remark=remark)
            continue
        if any(figure and not (figure.isascii() and figure.isdecimal() and len(figure) < 4) for figure in figures):
            errors[f"for_{item.pk}"] = _("Write votes as figures.")
            continue
        agreed, against, abstained = (int(figure or 0) for figure in figures)
        votes[item.pk] = Vote(outcome, agreed, against, abstained, remark)
    return votes, errors


def read_attendance(
    members: list[MeetingMember], typed: Mapping[str, str], came: list[str]
) -> tuple[list[int], dict[int, str]]:
    """Who came, and why others did not."""
    present = [member.pk for member in members if str(member.pk) in came]
    return present, {member.pk: typed.get(f"excuse_{member.pk}", "") for member in members}
