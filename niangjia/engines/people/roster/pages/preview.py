"""What a list would do, or did: counts as tabs that add up to the rows, reasons, and the rows of a tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy

from niangjia.engines.people.roster.columns import ERRORS, WARNINGS
from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.roster.staging import reasons
from niangjia.engines.people.roster.staging.parts import parts_of
from niangjia.engines.people.roster.staging.previewing import PAGE, counts_of, rows_of
from niangjia.engines.people.roster.staging.rows import COMMITTED, Outcome
from niangjia.engines.people.roster.staging.undoing import can_be_undone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.engines.people.roster.models import RosterPart
    from niangjia.engines.people.roster.staging.previewing import Counts
    from niangjia.foundation.access.request import Request
    from niangjia.foundation.web.pieces import Words

# In the order of the tabs: name, and what it means.
TABS: dict[Outcome, tuple[Words, Words]] = {
    Outcome.NEW: (gettext_lazy("New"), gettext_lazy("Nobody in the register has this document: they are entered.")),
    Outcome.CHANGED: (
        gettext_lazy("Changed"),
        gettext_lazy("They are in the register; what differs is changed, field by field."),
    ),
    Outcome.UNCHANGED: (gettext_lazy("Unchanged"), gettext_lazy("The register says the same: nothing happens.")),
    Outcome.INCOMPLETE: (
        gettext_lazy("No document"),
        gettext_lazy("Entered as incomplete, and not counted until a document is added."),
    ),
    Outcome.MOVED: (
        gettext_lazy("Elsewhere"),
        gettext_lazy("They belong to another union. A list takes nobody over: they stay there."),
    ),
    Outcome.FOLDED: (gettext_lazy("Folded"), gettext_lazy("The same row stands in the file before: it counts once.")),
    Outcome.HELD: (gettext_lazy("Held"), gettext_lazy("You have to decide; until then they are left out.")),
    Outcome.REJECTED: (
        gettext_lazy("Rejected"),
        gettext_lazy("Something is wrong with them. Take them back as a workbook, mend them, and upload that."),
    ),
}
# Which tab is open at first: what asks for something goes before what is well.
FIRST = (
    Outcome.HELD, Outcome.REJECTED, Outcome.CHANGED, Outcome.MOVED, Outcome.INCOMPLETE, Outcome.NEW, Outcome.FOLDED,
    Outcome.UNCHANGED,
)  # fmt: skip
OF_UNIONS = {reasons.UNKNOWN_UNION, reasons.AMBIGUOUS_UNION, reasons.UNION_MISSING, reasons.CLOSED_UNION}
OF_EMPLOYERS = {reasons.UNKNOWN_EMPLOYER, reasons.AMBIGUOUS_EMPLOYER}


@dataclass(frozen=True)
class Tab:
    """An outcome with how many rows have it."""

    key: str
    title: Words
    count: int
    current: bool


def preview_of(request: Request, roster: Roster) -> dict[str, Any]:
    """What the preview shows; the open tab and its page are asked for by the address."""
    counts = counts_of(roster)
    chosen = _chosen(request.GET.get("show", ""), counts)
    turned = Paginator(range(counts.outcomes[chosen]), PAGE).get_page(request.GET.get("page"))
    return {
        "counts": counts,
        "tabs": [Tab(key.value, TABS[key][0], counts.outcomes[key], key is chosen) for key in TABS],
        "shown": chosen.value,
        "title": TABS[chosen][0],
        "says": TABS[chosen][1],
        "rows": rows_of(roster, chosen, turned.number).rows,
        "page": turned,
        "wrong": _said(counts, {*ERRORS, *OF_UNIONS}),
        "warned": _said(counts, {*WARNINGS, *OF_EMPLOYERS}),
        "others": _said(counts, reasons.SENTENCES.keys() - OF_UNIONS - OF_EMPLOYERS),
        **offers_of(roster, counts),
    }


def _chosen(asked: str, counts: Counts) -> Outcome:
    if asked in {outcome.value for outcome in TABS}:
        return Outcome(asked)
    return next((outcome for outcome in FIRST if counts.outcomes[outcome]), Outcome.NEW)


def _said(counts: Counts, codes: Iterable[str]) -> list[tuple[str, int]]:
    """Sentences of these codes with their counts, the most frequent first."""
    wanted = set(codes)
    found = [(reasons.sentence(code), count) for code, count in counts.reasons.items() if code in wanted and count]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def offers_of(roster: Roster, counts: Counts) -> dict[str, Any]:
    """What can be done with the list by now."""
    members = roster.purpose == Roster.Purpose.MEMBERS
    checked, committed = roster.state == Roster.State.CHECKED, roster.state == Roster.State.COMMITTED
    writes = sum(counts.outcomes[outcome] for outcome in COMMITTED)
    return {
        "members": members,
        "writes": writes,
        "may_commit": members and checked and writes > 0,
        "may_go_on": committed and left_of(roster),
        "may_undo": can_be_undone(roster),
        "may_mend": counts.outcomes[Outcome.REJECTED] + counts.outcomes[Outcome.HELD] > 0 and (checked or committed),
        "may_pick": checked,
        "may_compare": not members and checked,
    }


def left_of(roster: Roster) -> bool:
    """Whether a commit was stopped before its end."""
    state: type[RosterPart.State] = roster.parts.model.State
    return parts_of(roster).filter(state=state.CHECKED).exists()


def effects_of(counts: Counts) -> list[tuple[Words, int]]:
    """What a commit writes, and what it leaves out, in numbers."""
    return [(TABS[outcome][0], counts.outcomes[outcome]) for outcome in TABS if counts.outcomes[outcome]]
