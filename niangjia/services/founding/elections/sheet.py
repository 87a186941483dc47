"""Verbs of an election: candidates are named, sheets entered, offices noted; the sheet stands by itself.

Nothing here knows of procedures, so that an election by ballots of another kind enters its count by the same verbs.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_matter
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people.codes import Sex
from niangjia.foundation.clock import today
from niangjia.services.founding.permissions import PREPARE

from . import rules
from .journal_codes import COUNTED, NAMED
from .models import Ballot, Candidate, Election, Sheet, SheetVotes
from .reading import BODIES, SURPLUS, WOMEN, Figures, federates, figures, first_day, tallies, voters_on, women
from .strokes import by_strokes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

    from .reading import Tally

Body, Office = Ballot.Body, Candidate.Office
# Nobody stands for two bodies of which one audits the other. A rule of the house, as for posts.
APART = (Body.COMMITTEE, Body.AUDIT)
NAMING, ELECTING = "naming", "electing"  # the phases in which candidates, and counts, are written
FIGURES = ("due", "present", "given_out", "returned", "valid", "invalid", "others")


class BadSheet(NotPossible):
    """A sheet can't be, or does not count; `problems` say what, at which field; `sheet`: the one it would replace."""

    sheet: int | None = None

    def __init__(self, problems: Sequence[rules.Problem]) -> None:
        super().__init__(problems[0].sentence, problems[0].field)
        self.problems = problems


@dataclass(frozen=True)
class Slate:
    """A body that is to be elected: its seats and who stands for it."""

    body: Ballot.Body
    seats: int
    persons: Sequence[Person]


@transaction.atomic
def name_candidates(actor: Actor, election: Election, slates: Sequence[Slate], *, no_women: str = "") -> None:
    """Let these stand for these bodies, in the order of strokes; what was named before is gone.

    `no_women`: why no women workers' committee is elected, where the members are such that there is one. Raises
    Refused, NotPossible with the body as its field.
    """
    held = held_in(actor, election, NAMING)
    if Sheet.objects.filter(ballot__election=held, ballot__past=False).exists():
        raise NotPossible(_("Votes were counted already: candidates can't change any more."))
    _refuse_bodies(held, slates)
    known = figures(held.union)
    for slate in slates:
        _refuse_slate(held, slate, known)
    _refuse_both(slates)
    _note_women(held, slates, known, no_women.strip())
    held.ballots.filter(past=False).delete()
    for slate in slates:
        ballot = Ballot.objects.create(election=held, body=slate.body, seats=slate.seats)
        ordered = sorted(slate.persons, key=lambda person: by_strokes(person.name))
        rows = (Candidate(ballot=ballot, person=person, position=at) for at, person in enumerate(ordered, 1))
        Candidate.objects.bulk_create(rows)
    held.named_by_id = actor.account_id
    held.save(update_fields=["named_by"])
    journal.record(actor, NAMED, held, union=held.union_id)


def held_in(actor: Actor, election: Election, phase: str) -> Election:
    """The election, locked, for who has a post in its union. Raises Refused, NotPossible in another phase.

    The matter is locked first, as its steps do it: whoever hands in or approves meanwhile comes before or after. What
    was approved above and published is not exchanged behind it. An election without a matter has no phases.
    """
    matter = locked_matter(election.matter_id) if election.matter_id else None
    held = Election.objects.select_for_update(of=("self",)).select_related("union__parent").get(pk=election.pk)
    require_at(actor, PREPARE, held.union)
    if held.approved:
        raise NotPossible(_("The result was approved: ask for a correction."))
    if matter is not None and matter.phase != phase:
        raise NotPossible(
            _("Candidates can't change now: they were handed in. They can once they are sent back.")
            if phase == NAMING
            else _("The count is entered while the meeting elects: now it can't change. It can once it is sent back.")
        )
    return held


def _refuse_bodies(election: Election, slates: Sequence[Slate]) -> None:
    bodies = [slate.body for slate in slates]
    if election.occasion == Election.Occasion.BY_ELECTION:
        return
    if Body.ORGANISER not in bodies and Body.COMMITTEE not in bodies:
        raise NotPossible(_("Name candidates for the committee, or for the organiser of a small union."), "committee")
    if Body.COMMITTEE in bodies and Body.AUDIT not in bodies:
        raise NotPossible(_("The funds audit committee is elected at the same meeting: name candidates."), "audit")


def _note_women(election: Election, slates: Sequence[Slate], known: Figures, reason: str) -> None:
    """Write why no women workers' committee is elected, or that it is. Raises NotPossible where that is not said.

    From so many women on there is one beside the union's committee (工会法 art. 11; the figure is the regulations').
    """
    bodies = [slate.body for slate in slates]
    if Body.WOMEN in bodies or Body.COMMITTEE not in bodies or election.occasion == Election.Occasion.BY_ELECTION:
        reason = ""
    elif not reason and (count := women(election.union)) >= known.count(WOMEN):
        told = {"count": count, "basis": known.all[WOMEN].basis}
        sentence = _(
            "With %(count)s women among the members the women workers' committee is elected at the same meeting: "
            "name candidates, or write why not. (%(basis)s)"
        )
        raise NotPossible(sentence % told, Body.WOMEN)
    election.no_women = reason
    election.save(update_fields=["no_women"])


def _refuse_slate(election: Election, slate: Slate, known: Figures) -> None:
    """Raises NotPossible for too few or too many seats, or too few candidates."""
    _refuse_seats(election, slate, known)
    if slate.body == Body.WOMEN and all(one.sex != Sex.FEMALE for one in slate.persons):
        raise NotPossible(_("A woman heads this committee: by the register no woman stands."), slate.body)
    share = known.share(SURPLUS) if slate.body in BODIES else Fraction(0)
    least, named = rules.candidates_at_least(slate.seats, share), len({one.pk for one in slate.persons})
    if named != len(slate.persons):
        raise NotPossible(_("Somebody is named twice."), slate.body)
    if named < least:
        told = {"seats": slate.seats, "least": least, "named": named, "basis": known.all[SURPLUS].basis}
        sentence = _("For %(seats)s seats at least %(least)s candidates must stand, you named %(named)s. (%(basis)s)")
        raise NotPossible(sentence % told, slate.body)


def _refuse_seats(election: Election, slate: Slate, known: Figures) -> None:
    members = election.members
    if slate.body == Body.ORGANISER and members >= known.count("org.base_union_min_members"):
        told = {"count": members, "basis": known.all["org.base_union_min_members"].basis}
        raise NotPossible(_("With %(count)s members a committee is elected. (%(basis)s)") % told, slate.body)
    if slate.body == Body.ORGANISER and slate.seats != 1:
        raise NotPossible(_("There is one organiser."), slate.body)
    sized = election.occasion != Election.Occasion.BY_ELECTION and not federates(election.union)
    if slate.body == Body.COMMITTEE and sized:
        least, most = rules.seats_between(members, known.bands)
        if not least <= slate.seats <= most:
            basis = known.all["founding.band_a_least"].basis
            told = {"count": members, "least": least, "most": most, "basis": basis}
            sentence = _("With %(count)s members a committee has %(least)s to %(most)s seats. (%(basis)s)")
            raise NotPossible(sentence % told, slate.body)
    if slate.seats < 1:
        raise NotPossible(_("Write how many seats there are."), slate.body)


def _refuse_both(slates: Sequence[Slate]) -> None:
    named = [{one.pk for one in slate.persons} for slate in slates if slate.body in APART]
    if len(named) == len(APART) and named[0] & named[1]:
        raise NotPossible(_("Nobody stands for the committee and for the committee that audits it."), Body.AUDIT)


@dataclass(frozen=True)
class Counted:
    """What is typed of one round: the figures, and the votes by candidate."""

    figures: Mapping[str, int]
    votes: Mapping[int, int]


@transaction.atomic
def enter_sheet(actor: Actor, ballot: Ballot, counted: Counted, *, day: date, round_: int | None = None) -> Sheet:
    """Enter the count of the next round of a ballot, or of `round_` once more as a new version.

    What was counted in later rounds is gone with an earlier one that changes. Raises Refused, NotPossible, BadSheet.
    """
    held = held_in(actor, ballot.election, ELECTING)
    refuse_day(held, day)
    tally = next(one for one in tallies(held) if one.ballot.pk == ballot.pk)
    refuse_due(held, day, counted.figures.get("due", 0))
    _refuse_grown(held, tally, day)
    round_ = round_ or len(tally.rounds) + 1
    if round_ <= len(tally.rounds):
        Sheet.objects.filter(ballot=ballot, round__gt=round_).delete()
    law = figures(held.union, day).law
    made = write_sheet(actor, tally, round_, counted, law)
    _one_meeting(actor, held, made, law)
    Election.objects.filter(pk=held.pk).update(day=day, members=held.members)
    journal.record(actor, COUNTED, held, union=held.union_id)
    return made


def _one_meeting(actor: Actor, election: Election, made: Sheet, law: rules.Law) -> None:
    """Who should attend and was present is the meeting's: the other ballots follow, as new versions of their sheets.

    Raises BadSheet where one of them can't be so. What was voted on once more is gone where it was another result.
    """
    for tally in tallies(election):
        for at, one in enumerate(tally.rounds, 1):
            if (one.sheet.due, one.sheet.present) == (made.due, made.present):
                continue
            given = {name: getattr(one.sheet, name) for name in FIGURES}
            given |= {"due": made.due, "present": made.present}
            votes = {candidate.pk: count for candidate, count, _elected in one.lines}
            try:
                write_sheet(actor, tally, at, Counted(given, votes), law)
            except BadSheet as error:
                told = {"body": tally.ballot.get_body_display(), "why": str(error)}
                sentence = _("These hold for the whole meeting, and don't fit with another ballot: %(body)s. %(why)s")
                raise BadSheet([rules.Problem("due", sentence % told)]) from None
            if rules.verdict(replace(one.count, due=made.due, present=made.present), law) != one.verdict:
                Sheet.objects.filter(ballot=tally.ballot, round__gt=at).delete()
                break


def refuse_day(election: Election, day: date) -> None:
    """Raises NotPossible for a meeting in the future, or before it can have been: the term begins on that day."""
    if day > today():
        raise NotPossible(_("The meeting lies in the future: enter the count when it was held."), "day")
    if (first := first_day(election)) and day < first:
        told = {"day": date_format(first)}
        raise NotPossible(_("The meeting can't have been before %(day)s: look at the year.") % told, "day")


def _refuse_grown(election: Election, tally: Tally, day: date) -> None:
    """Raises NotPossible where so many joined since the candidates were named that other bodies are elected."""
    if election.assembly != Election.Assembly.MEMBERS:
        return
    there = voters_on(election.union, day)
    if there <= election.members:
        return
    grown, known = copy(election), figures(election.union, day)
    grown.members = there
    try:
        _refuse_seats(grown, Slate(Body(tally.ballot.body), tally.ballot.seats, ()), known)
    except NotPossible as error:
        told = {"why": str(error)}
        raise NotPossible(
            _("%(why)s Members joined since: choose “not elected”, name candidates anew.") % told
        ) from None


def refuse_due(election: Election, day: date, due: int) -> None:
    """Raises BadSheet for fewer who should attend a members' meeting than were members on its day by the register:
    quorum and majority hang on it.
    """
    if election.assembly != Election.Assembly.MEMBERS:
        return
    least = voters_on(election.union, day)
    if due < least:
        sentence = _(
            "The register has %(count)s members who vote, and all of them should attend. Mend it there first."
        )
        raise BadSheet([rules.Problem("due", sentence % {"count": least})])


def write_sheet(actor: Actor, tally: Tally, round_: int, counted: Counted, law: rules.Law) -> Sheet:
    """The next version of the sheet of a round. Raises NotPossible, BadSheet."""
    stand, seats = _round_of(tally, round_)
    if not stand:
        raise NotPossible(_("All seats are filled: there is no further ballot."))
    votes = tuple(counted.votes.get(one.pk, 0) for one in stand)
    given = {name: counted.figures.get(name, 0) for name in FIGURES}
    others = given.pop("others")
    if found := rules.problems(rules.Count(seats, **given, votes=votes, others=others), law):
        raise BadSheet(found)
    rows = Sheet.objects.filter(ballot=tally.ballot, round=round_)
    version = (rows.aggregate(last=Max("version"))["last"] or 0) + 1
    made = Sheet(ballot=tally.ballot, round=round_, version=version, seats=seats, others=others, **given)
    made.entered_by_id = actor.account_id
    made.save(force_insert=True)
    SheetVotes.objects.bulk_create(
        SheetVotes(sheet=made, candidate=one, votes=count) for one, count in zip(stand, votes, strict=True)
    )
    return made


def _round_of(tally: Tally, round_: int) -> tuple[Sequence[Candidate], int]:
    """Who stands in a round, and for how many seats."""
    if round_ <= len(tally.rounds):
        there = tally.rounds[round_ - 1]
        return there.candidates, there.sheet.seats
    return tally.standing, tally.open


@transaction.atomic
def note_offices(
    actor: Actor, election: Election, offices: Mapping[int, str], *, left_open: bool | None = None
) -> None:
    """Write whom the elected bodies made chair or vice chair, by candidate, and whether seats are left for later.

    Raises Refused, NotPossible.
    """
    held = held_in(actor, election, ELECTING)
    found = tallies(held)
    refuse_offices(found, offices)
    set_offices(held, offices)
    held.headed_by_id = actor.account_id
    held.save(update_fields=["headed_by"])
    if left_open is not None:
        held.left_open = left_open
        held.save(update_fields=["left_open"])


def refuse_offices(found: Sequence[Tally], offices: Mapping[int, str]) -> None:
    """Raises NotPossible for an office of who was not elected, for two chairs, for a committee without one, and for a
    women workers' committee that is not headed by a woman.
    """
    for tally in found:
        elected = {one.pk for one in tally.elected}
        named = {one.pk: offices.get(one.pk, "") for one in tally.candidates}
        if any(office and pk not in elected for pk, office in named.items()):
            raise NotPossible(_("Only who was elected can be made chair."), f"office_{tally.ballot.body}")
        chairs = [pk for pk, office in named.items() if office == Office.CHAIR]
        if tally.ballot.body != Body.ORGANISER and elected and len(chairs) != 1:
            told = {"body": tally.ballot.get_body_display()}
            raise NotPossible(_("Say who is chair of this body: %(body)s.") % told, f"office_{tally.ballot.body}")
        heads = [one for one in tally.candidates if named[one.pk] == Office.CHAIR]
        if tally.ballot.body == Body.WOMEN and any(one.person.sex != Sex.FEMALE for one in heads):
            sentence = _("A woman heads the women workers' committee; by the register %(name)s is none.")
            raise NotPossible(sentence % {"name": heads[0].person.name}, f"office_{tally.ballot.body}")


def set_offices(election: Election, offices: Mapping[int, str]) -> None:
    """By candidate; who is not named has none."""
    for one in Candidate.objects.filter(ballot__election=election, ballot__past=False):
        if one.office != (office := offices.get(one.pk, "")):
            one.office = office
            one.save(update_fields=["office"])


def refuse_unfinished(election: Election) -> list[Tally]:
    """The result. Raises NotPossible while a body was not elected, or seats are open that nobody left open."""
    found = tallies(election)
    for tally in found:
        body = tally.ballot.get_body_display()
        if not tally.elected:
            raise NotPossible(_("Nobody was elected yet: %(body)s.") % {"body": body})
        if tally.open and not election.left_open:
            told = {"body": body, "open": tally.open}
            sentence = _("%(open)s seats are open: %(body)s. Hold another ballot, or say that the meeting left them.")
            raise NotPossible(sentence % told)
    refuse_offices(found, {one.pk: one.office for tally in found for one in tally.candidates})
    return found
