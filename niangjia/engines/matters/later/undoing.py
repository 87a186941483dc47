"""What undoing means: every procedure says it for its own rows, papers and money.

    register_undoing("relief.grant", Undoing(effects=what_goes, undo=take_back, redo={"decide/approve": pay}))

`effects` says in sentences what will be undone, for whoever approves; it raises NotPossible where something stands
in the way (a vote, a payout). `undo` does it; `redo` does what follows from the right outcome instead, where the
drawing lets the platform do something between that step and the end. All in one transaction. Drafts of papers about
the matter are thrown away besides, whatever a procedure says: nothing is signed any more for what was undone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines.matters.core.models import State as MatterState
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import refusals
from niangjia.engines.papers.life.models import State as PaperState
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.papers.verbs import discard_draft, papers_about, revoke_paper
from niangjia.engines.people.posts.holding import stands_for
from niangjia.foundation.access.actor import PLATFORM, Refused

from .permissions import CORRECT

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter
    from niangjia.engines.papers.life.models import Paper
    from niangjia.foundation.access.actor import Actor

    from .models import Correction

Effects = Callable[["Matter", "Correction"], list[str]]
Undo = Callable[["Actor", "Matter", "Correction"], None]


@dataclass(frozen=True)
class Undoing:
    """See above. `redo` is by step and outcome to which it is corrected: "check/issue".

    The matter's state is then the one in which the drawing ends behind that outcome, and "revoked" for one that is
    revoked; `phases` names others, by step and outcome, or "" for what is revoked.

    `amends` are steps and outcomes that can be corrected to what they are: the decision stands, and something that it
    rested on was wrong (a figure). Papers and rows are undone and done anew, on the procedure's own page.
    """

    effects: Effects
    undo: Undo
    redo: Mapping[str, Undo] = field(default_factory=dict)
    phases: Mapping[str, str] = field(default_factory=dict)
    amends: frozenset[str] = frozenset()


def revoking_papers(redo: Mapping[str, Undo] | None = None, phases: Mapping[str, str] | None = None) -> Undoing:
    """For a procedure of which only papers follow: those in force are revoked."""
    return Undoing(effects=papers_named, undo=revoke_papers, redo=redo or {}, phases=phases or {})


def _in_force(matter: Matter, kinds: Collection[str] | None) -> list[Paper]:
    papers = papers_about(matter) if kinds is None else papers_about(matter).filter(kind__in=kinds)
    return [paper for paper in papers if paper.issued and paper.revoked is None]


def papers_named(matter: Matter, correction: Correction, kinds: Collection[str] | None = None) -> list[str]:
    """A sentence for each paper that will be revoked: all in force about the matter, or those of these kinds."""
    told = [{"title": paper.title, "number": paper.number} for paper in _in_force(matter, kinds)]
    return [_("The paper “%(title)s” %(number)s is revoked.") % one for one in told]


def revoke_papers(actor: Actor, matter: Matter, correction: Correction, kinds: Collection[str] | None = None) -> None:
    """Revoke those. What stands on the paper is where to look: the correction's own reason is sealed and stays so.

    Whoever may approve the correction may do this, which it says: no post in the paper's own union is asked for.
    """
    with override("zh-hans"):
        why = _("The decision was corrected: see the matter %(number)s") % {"number": matter.number}
    for paper in _in_force(matter, kinds):
        try:
            with decided_by(stands_for(correction.task.union), paper.union, CORRECT):
                revoke_paper(actor, paper, why)
        except (refusals.NotPossible, Refused) as error:
            told = {"title": paper.title, "number": paper.number, "why": error}
            raise NotPossible(_("The paper “%(title)s” %(number)s stands in the way: %(why)s") % told) from None


def drafts_of(matter: Matter) -> list[Paper]:
    """Papers about a matter that nobody has signed yet."""
    return list(papers_about(matter).filter(state__in=(PaperState.DRAFT, PaperState.CHECKED)))


def drafts_named(matter: Matter) -> list[str]:
    return [_("The draft “%(title)s” is thrown away.") % {"title": paper.title} for paper in drafts_of(matter)]


def discard_drafts(matter: Matter) -> None:
    """By the platform, for it follows from what was decided: nobody signs them any more."""
    for paper in drafts_of(matter):
        discard_draft(PLATFORM, paper)


def discard_of_withdrawn(matter: Matter) -> None:
    """What was taken back needs no paper; those that were issued on the way were right, and stay."""
    if matter.state == MatterState.WITHDRAWN:
        discard_drafts(matter)


_undoings: dict[str, Undoing] = {}


def register_undoing(procedure: str, undoing: Undoing) -> None:
    """Say what undoing means for a procedure. Raises ValueError for a second meaning."""
    if _undoings.setdefault(procedure, undoing) != undoing:
        raise ValueError(f"what undoing {procedure!r} means is said twice")


def undoing_of(procedure: str) -> Undoing:
    """Raises NotPossible where nobody has said it."""
    try:
        return _undoings[procedure]
    except KeyError:
        raise NotPossible(_("Nobody has said yet what undoing this procedure means.")) from None


def said_for() -> set[str]:
    """The procedures of which it is said."""
    return set(_undoings)
