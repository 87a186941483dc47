"""What the platform does between the steps of an election: papers, and the sheets' way to the union above."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.core.models import State as MatterState
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.papers import issue_paper
from niangjia.engines.people.models import Union
from niangjia.engines.people.posts.holding import GONE
from niangjia.engines.people.unions.models import Level, State
from niangjia.foundation.access.actor import PLATFORM
from niangjia.services.founding.apart import refuse_both_sides
from niangjia.services.founding.issuing import issue_above, issue_beside
from niangjia.services.founding.permissions import PREPARE
from niangjia.services.founding.replacing import replace_papers

from . import papers, saying
from .apart import refuse_own
from .journal_codes import AGAIN, ASKED
from .models import Ballot, Election
from .reading import LONG, electable, election_of, federates, figures, tallies, voters, years_of
from .repeating import OF_CANDIDATES, OF_RESULT
from .sheet import refuse_unfinished

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.engines.papers.models import Paper
    from niangjia.foundation.access.actor import Actor

KEY = "founding.election"


def _years(union: Union, years: int) -> None:
    """Raises NotPossible for a term that the law does not know."""
    known = figures(union)
    lawful = sorted(years_of(union, known))
    if years not in lawful:
        told = {"years": "/".join(map(str, lawful)), "basis": known.all[LONG].basis}
        raise NotPossible(_("A term lasts %(years)s years. (%(basis)s)") % told, "years")


def set_years(election: Election, years: int) -> None:
    """How long the first committee holds office; it is held by who names the candidates. Raises NotPossible."""
    _years(election.union, years)
    Election.objects.filter(pk=election.pk).update(years=years)


def refuse_assembly(union: Union, assembly: str, members: int) -> None:
    """Raises NotPossible for a congress of a union that is too small for one; a federation has nothing else."""
    if federates(union):
        if assembly != Election.Assembly.DELEGATES:
            raise NotPossible(_("A union above base unions is elected by a delegates' congress."), "assembly")
        return
    known = figures(union)
    if assembly == Election.Assembly.DELEGATES and members < (least := known.count("founding.congress_members")):
        told = {"least": least, "count": members, "basis": known.all["founding.congress_members"].basis}
        sentence = _("A delegates' congress elects from %(least)s members on; the union has %(count)s. (%(basis)s)")
        raise NotPossible(sentence % told, "assembly")


def under_way(union: Union) -> Election | None:
    """The union's election whose matter is open."""
    return Election.objects.filter(union=union, matter__state=MatterState.OPEN).first()


@transaction.atomic
def ask_for_election(actor: Actor, union: Union, *, assembly: str, years: int, why: str = "") -> Matter:
    """Ask the union above for an election at the end of a term, by a paper. Raises Refused, NotPossible."""
    require_at(actor, PREPARE, union)
    if union.state != State.ACTIVE or union.parent is None:
        raise NotPossible(_("Only a union at work, below another, is elected anew this way."))
    if union.level > Level.BASE:
        raise NotPossible(_("Branches and groups are elected inside their base union: enter who leads them there."))
    Union.objects.select_for_update(of=("self",), no_key=True).get(pk=union.pk)  # of two at once one comes second
    if under_way(union):
        raise NotPossible(_("An election of this union is under way already."))
    if given_up(union):
        raise NotPossible(_("The first election of this union was given up: begin that one anew."))
    members = voters(union)
    _years(union, years)
    refuse_assembly(union, assembly, members)
    made = Election(
        union=union, occasion=Election.Occasion.RENEWAL, assembly=assembly, members=members,
        term=(union.term or 0) + 1, years=years,
    )  # fmt: skip
    made.save(force_insert=True)
    matter = open_matter(actor, KEY, union=union, about=made, variables={"renewal": True})
    Election.objects.filter(pk=made.pk).update(matter=matter)
    issue_paper(actor, papers.RENEWAL.key, union=union, about=matter, data=saying.renewal(made, why))
    journal.record(actor, ASKED, made, union=union.pk)
    return matter


def given_up(union: Union) -> Election | None:
    """The first election of a union, if it was given up and none took its place."""
    last = Election.objects.select_related("matter").filter(union=union).order_by("-pk").first()
    if last is None or last.occasion != Election.Occasion.FOUNDING or last.approved or last.matter is None:
        return None
    return None if last.matter.is_open else last


@transaction.atomic
def begin_again(actor: Actor, union: Union) -> Matter:
    """Begin the first election of a union anew, once it was given up. Raises Refused, NotPossible."""
    require_at(actor, PREPARE, union)
    held = Union.objects.select_for_update(of=("self",), no_key=True).get(pk=union.pk)
    before = given_up(held)
    if before is None or held.state in GONE:
        raise NotPossible(_("There is no first election of this union that was given up."))
    matter = begin_first(held, years=before.years)
    journal.record(actor, AGAIN, matter, union=union.pk)
    return matter


def begin_first(union: Union, *, years: int = 0) -> Matter:
    """Open the first election of a union that is prepared; it follows from the approval."""
    known = figures(union)
    made = Election(union=union, occasion=Election.Occasion.FOUNDING, term=1, years=years or known.count(LONG))
    made.save(force_insert=True)
    matter = open_matter(PLATFORM, KEY, union=union, about=made, variables={"renewal": False})
    Election.objects.filter(pk=made.pk).update(matter=matter)
    return matter


def permit_election(actor: Actor, matter: Matter) -> None:
    """The union above answers that it may be held. Raises NotPossible for who asked for it."""
    refuse_both_sides(actor, matter)
    issue_above(actor, matter, papers.PERMIT.key, saying.permit(election_of(matter)))


def decline_election(actor: Actor, matter: Matter) -> None:
    """The union above answers that it may not, and why. Raises as above."""
    refuse_both_sides(actor, matter)
    issue_above(actor, matter, papers.PERMIT.key, saying.permit(election_of(matter), given_reason(matter, "allow")))


def propose_candidates(actor: Actor, matter: Matter) -> None:
    """Ask the union above to approve the candidates; papers of an earlier round stay on file, revoked."""
    election = election_of(matter)
    replace_papers(matter, OF_CANDIDATES)
    issue_about(actor, matter, papers.PROPOSAL.key, saying.proposal(election, tallies(election)))


def confirm_candidates(actor: Actor, matter: Matter) -> None:
    """Approve them: the reply of the union above, and what the union needs for the meeting.

    What is the union's own (notice, rules, ballot papers) follows from the reply and is drawn up by the platform.
    Raises Refused, NotPossible for who handed them in or is one of them.
    """
    election = election_of(matter)
    refuse_own(actor, matter, election)
    found = tallies(election)
    issue_above(actor, matter, papers.AGREEMENT.key, saying.agreement(election, found))
    law = figures(election.union).law
    own = [(papers.POSTER, saying.poster(election, found)), (papers.METHOD, saying.method(election, found, law))]
    if election.assembly == Election.Assembly.DELEGATES:
        own.append((papers.DELEGATES, saying.delegates(election, parts_of(election.union))))
    own += [(papers.BALLOT, saying.ballot_paper(election, tally)) for tally in found]
    for kind, data in own:
        issue_beside(PLATFORM, matter, kind.key, data)


def parts_of(union: Union) -> list[tuple[str, int]]:
    """The branches right below with their voting members, and who belongs to none; two queries."""
    below = list(union.children.exclude(state__in=GONE).order_by("place"))
    counted = Counter(electable(union).values_list("union__place", flat=True))
    parts = [(one.name, sum(counted[at] for at in range(one.place, one.place_end))) for one in below]
    rest = sum(counted.values()) - sum(count for _name, count in parts)
    return [*parts, (union.name, rest)] if rest or not parts else parts


def report_result(actor: Actor, matter: Matter) -> None:
    """Counting sheets, the scrutineers' report and the report to the union above. Raises NotPossible.

    What was reported before and came back is revoked.
    """
    election = election_of(matter)
    replace_papers(matter, OF_RESULT)
    issue_report(actor, matter, election)


def issue_report(actor: Actor, matter: Matter, election: Election) -> None:
    """The papers of the result, as the sheets that count say it. Raises NotPossible."""
    found, law = refuse_unfinished(election), figures(election.union, election.day).law
    for tally in found:
        for at in range(len(tally.rounds)):
            issue_beside(actor, matter, papers.TALLY.key, saying.counting_sheet(election, tally, at, law))
    issue_beside(actor, matter, papers.SCRUTINY.key, saying.scrutiny(election, found, law))
    issue_about(actor, matter, papers.RESULT.key, saying.result(election, found))


def issue_approval(actor: Actor, matter: Matter, election: Election) -> Paper:
    """The reply of the union above, with the list of the elected and their term."""
    return issue_above(actor, matter, papers.APPROVAL.key, saying.approval(election, tallies(election)))


def bodies_for(election: Election) -> list[Ballot.Body]:
    """What is elected at the meeting: from so many members on a committee, else an organiser or a committee."""
    least = figures(election.union).count("org.base_union_min_members")
    if election.members < least and not federates(election.union):
        return [Ballot.Body.ORGANISER, Ballot.Body.COMMITTEE, Ballot.Body.AUDIT, Ballot.Body.WOMEN]
    return [Ballot.Body.COMMITTEE, Ballot.Body.AUDIT, Ballot.Body.WOMEN]
