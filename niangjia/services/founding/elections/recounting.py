"""A vote figure was wrong, and that shows after the approval: asked for with a reason, approved by somebody else.

By the corrections of matters: the step "approve" keeps its outcome, and what followed from it is done anew: new
versions of the sheets, of the report, of the approval; if somebody else is elected, posts follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_matter
from niangjia.engines.matters.core.models import Task, TaskState
from niangjia.engines.matters.later.correcting import ask_correction
from niangjia.engines.matters.later.permissions import CORRECT
from niangjia.engines.matters.later.undoing import Undoing, register_undoing, revoking_papers
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import papers_about, revoke_paper
from niangjia.engines.papers.refusals import NotPossible as PaperNotPossible
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.people.posts.holding import stands_for
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

from . import papers, rules
from .apart import refuse_own
from .installing import fill_posts, name_approval, take_posts_back
from .journal_codes import CORRECTED
from .models import Candidate, Election, Recount, Sheet
from .reading import election_of, figures, tallies
from .sheet import FIGURES, BadSheet, Counted, refuse_due, refuse_offices, set_offices, write_sheet
from .steps import KEY, issue_approval, issue_report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.matters.later.models import Correction
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

    from .reading import Tally

STEP = "approve/approve"
ENDED_BEFORE = ("refused", "given_up")  # without a result
# What the wrong figure stands on; requests, rules and ballot papers do not say it.
WRONG = (papers.TALLY.key, papers.SCRUTINY.key, papers.RESULT.key, papers.APPROVAL.key)


@transaction.atomic
def ask_recount(
    actor: Actor, election: Election, figures_: Mapping[Sheet, Counted], offices: Mapping[int, str], reason: str
) -> Correction:
    """Ask that sheets be replaced by what was really counted, and offices by who has them then.

    Who reaches the union asks; who leads the one that approved decides. Raises Refused, NotPossible, BadSheet.
    """
    if election.matter_id:
        locked_matter(election.matter_id)  # before its election, as its steps do it
    held = (
        Election.objects.select_for_update(of=("self",)).select_related("union__parent", "matter").get(pk=election.pk)
    )
    if held.approved is None or held.matter is None:
        raise NotPossible(_("The result was not approved yet: change the sheet itself."))
    given = {str(sheet.pk): _packed(one) for sheet, one in figures_.items()}
    named = {str(pk): office for pk, office in offices.items() if office}
    if not given and named == {str(pk): office for pk, office in _offices(held).items() if office}:
        raise NotPossible(_("Change a figure of a sheet, or a head, first."))
    _tried(held, given, named)
    step = Task.objects.filter(matter=held.matter, key="approve", state=TaskState.DONE).order_by("-pk").first()
    if step is None:
        raise NotPossible(_("The result was not approved yet: change the sheet itself."))
    made = ask_correction(actor, step, reason, after=step.outcome)
    Recount.objects.create(election=held, correction=made, figures=given, offices=named)
    made.effects = _effects(held.matter, made)
    made.save(update_fields=["effects"])
    return made


def _packed(one: Counted) -> dict[str, Any]:
    return {**{name: one.figures[name] for name in FIGURES}, "votes": {str(pk): n for pk, n in one.votes.items()}}


def _unpacked(given: Mapping[str, Any]) -> Counted:
    votes = {int(pk): count for pk, count in given["votes"].items()}
    return Counted({name: given[name] for name in FIGURES}, votes)


class _Tried(Exception):
    """Ends what was only tried."""


def _tried(election: Election, given: Mapping[str, Any], offices: Mapping[str, str]) -> list[str]:
    """What would be different, in sentences without names. Raises NotPossible, BadSheet. Nothing is written.

    Posts are tried as well: what could not be carried out is not asked for.
    """
    told: list[str] = []
    had = _offices(election)
    try:
        with transaction.atomic():
            told = _replaced(election, given, offices)
            _posts_follow(election, had)
            raise _Tried
    except _Tried:
        return told


def _replaced(election: Election, given: Mapping[str, Any], offices: Mapping[str, str]) -> list[str]:
    """Write the new versions, by the platform: who approves them did not count.

    Raises NotPossible where the result would not fill the seats that were filled.
    """
    before = tallies(election)
    law = figures(election.union, election.day).law
    by_sheet = {one.sheet.pk: (tally, one.sheet) for tally in before for one in tally.rounds}
    for key, packed in given.items():
        if int(key) not in by_sheet:
            raise NotPossible(_("This sheet was replaced meanwhile: look at it anew."))
        tally, sheet = by_sheet[int(key)]
        try:
            _refuse_less(election, sheet, packed["due"])
            write_sheet(PLATFORM, tally, sheet.round, _unpacked(packed), law)
        except BadSheet as error:
            error.sheet = sheet.pk
            raise
    after = tallies(election)
    _refuse_two_meetings(before, after)
    for old, new in zip(before, after, strict=True):
        _refuse_open(old, new)
    wanted = {int(pk): office for pk, office in offices.items()}
    refuse_offices(after, wanted)
    set_offices(election, wanted)
    return _differences(before, tallies(election))


def _refuse_less(election: Election, sheet: Sheet, due: int) -> None:
    """Raises BadSheet for another "should attend" than was approved, if the register knew of more members."""
    if due != sheet.due and election.day is not None:
        refuse_due(election, election.day, due)


def _refuse_two_meetings(before: list[Tally], after: list[Tally]) -> None:
    """Raises NotPossible where ballots that told of one meeting would tell of two."""
    meetings = [
        {(one.sheet.due, one.sheet.present) for tally in found for one in tally.rounds} for found in (before, after)
    ]
    if len(meetings[0]) == 1 < len(meetings[1]):
        raise NotPossible(_("All ballots are of one meeting: write the same for who should attend and was present."))


def _refuse_open(old: Tally, new: Tally) -> None:
    """A round must still lead to the next as it did, and fill as many seats."""
    stood = [{one.pk for one in found.candidates} for found in new.rounds[1:]]
    led = [
        {found.candidates[at].pk for at in rules.next_round(found.count, found.verdict)} for found in new.rounds[:-1]
    ]
    if len(new.elected) != len(old.elected) or stood != led:
        sentence = _(
            "With these figures another ballot would have been needed: that is no correction, vote again. %(body)s"
        )
        raise NotPossible(sentence % {"body": new.ballot.get_body_display()})


def _differences(before: list[Tally], after: list[Tally]) -> list[str]:
    told = []
    for old, new in zip(before, after, strict=True):
        others = {one.pk for one in old.elected} - {one.pk for one in new.elected}
        if not others and old.chair and new.chair and old.chair.pk != new.chair.pk:
            told.append(_("%(body)s: another head; posts follow.") % {"body": new.ballot.get_body_display()})
        if others:
            told_ = {"body": new.ballot.get_body_display(), "count": len(others)}
            told.append(_("%(body)s: %(count)s others are elected; their posts follow.") % told_)
    return told or [_("The same people are elected; sheets and papers are corrected.")]


def _recount(correction: Correction) -> Recount:
    """Raises NotPossible for a correction of an election that is none of figures."""
    found = Recount.objects.filter(correction=correction.pk).select_related("election").first()
    if found is None:
        raise _not_here()
    return found


def _not_here() -> NotPossible:
    sentence = _("An approved election is not revoked here: correct a figure, or hold it again when it was void.")
    return NotPossible(sentence)


def _in_force(matter: Matter) -> list[Any]:
    rows = papers_about(matter).filter(kind__in=WRONG)
    return [paper for paper in rows if paper.issued and paper.revoked is None]


def _effects(matter: Matter, correction: Correction) -> list[str]:
    if matter.phase in ENDED_BEFORE:
        return PAPERS.effects(matter, correction)
    if correction.task.key != STEP.partition("/")[0]:
        raise _not_here()
    if correction.pk is None and correction.after:  # asked right now: its figures come next
        return []
    found = _recount(correction)
    told = _tried(election_of(matter), found.figures, found.offices)
    papers_ = [
        _("The paper “%(title)s” %(number)s is revoked, and issued anew.")
        % {"title": one.title, "number": one.number}
        for one in _in_force(matter)
    ]
    return [*told, *papers_]


PAPERS = revoking_papers()


def _undo(actor: Actor, matter: Matter, correction: Correction) -> None:
    if matter.phase in ENDED_BEFORE:
        return PAPERS.undo(actor, matter, correction)
    _recount(correction)
    for paper in _in_force(matter):
        _revoke(actor, matter, correction, paper)
    return None


def _revoke(actor: Actor, matter: Matter, correction: Correction, paper: Any) -> None:
    """By who may approve the correction. What stands on the paper is where to look."""
    try:
        with decided_by(stands_for(correction.task.union), paper.union, CORRECT):
            revoke_paper(actor, paper, f"票数更正，见事项{matter.number}")
    except PaperNotPossible as error:
        raise NotPossible(str(error)) from None


def _redo(actor: Actor, matter: Matter, correction: Correction) -> None:
    """New versions of the sheets, posts where the result is another, new papers."""
    election = election_of(matter)
    refuse_own(actor, matter, election)
    found = _recount(correction)
    had, was = _offices(election), election.approval
    _replaced(election, found.figures, found.offices)
    issue_report(actor, matter, election)
    election.approval = issue_approval(actor, matter, election).number
    election.save(update_fields=["approval"])
    _posts_follow(election, had)
    name_approval(election, was)
    journal.record(actor, CORRECTED, election, union=election.union_id, data={"day": str(today())})


def _offices(election: Election) -> dict[int, str]:
    """Who is elected, by candidate, and to what."""
    return {one.pk: one.office for tally in tallies(election) for one in tally.elected}


def _posts_follow(election: Election, had: Mapping[int, str]) -> None:
    """The post of who was not elected was never held, and the other's begins. Raises NotPossible."""
    has = _offices(election)
    lost = [pk for pk, office in had.items() if has.get(pk) != office]
    take_posts_back(election, Candidate.objects.filter(pk__in=lost).select_related("person"))
    fill_posts(election)


register_undoing(KEY, Undoing(effects=_effects, undo=_undo, redo={STEP: _redo}, amends=frozenset({STEP})))
