"""A union of 300 is founded, elected anew, corrected after one wrong vote figure: all on file, all in the lists."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.later.models import Correction
from niangjia.engines.matters.models import Matter
from niangjia.engines.papers import papers_about
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import everywhere
from niangjia.engines.people.unions.due import due_soon
from niangjia.engines.people.unions.models import State
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.founding.elections.models import Candidate, Election, Sheet
from niangjia.services.founding.setting_up.models import LegalPerson, SealSpecimen

from .conftest import (
    LEADER,
    OFFICER,
    ORGANISER,
    asked,
    counted,
    done,
    election_of,
    on,
    peopled,
    prepared,
    to_the_meeting,
)

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
START, ELECTED, RENEWED = date(2026, 3, 2), date(2026, 3, 16), date(2031, 3, 3)
OF_ELECTIONS = {
    "founding.proposal": 1, "founding.agreement": 1, "founding.poster": 1, "founding.method": 1, "founding.ballot": 3,
    "founding.tally": 3, "founding.scrutiny": 1, "founding.result": 1, "founding.approval": 1,
}  # fmt: skip


def _kinds(matter: Matter) -> dict[str, int]:
    """How many papers of which kind are about it; each is signed."""
    found: dict[str, int] = {}
    for paper in papers_about(matter):
        assert paper.issued
        found[paper.kind] = found.get(paper.kind, 0) + 1
    return found


def _posts(union: Union, day: date) -> dict[str, int]:
    found: dict[str, int] = {}
    for role in Post.objects.living(day).filter(union=union).values_list("role", flat=True):
        found[role] = found.get(role, 0) + 1
    return found


def _founded(cast: Cast) -> Union:
    with on(START):
        matter = asked(cast)
        union = prepared(cast, matter)
        assert union.state == State.PREPARING
        assert _kinds(matter) == {"founding.request": 1, "founding.reply": 1}
        people = peopled(union, 300)
        election = to_the_meeting(cast, union, people)
    organiser = cast.client(ORGANISER)
    with on(ELECTED):
        assert election.matter
        counted(organiser, election)
        done(organiser, election.matter, "count")
        done(cast.client(OFFICER), election.matter, "approve", outcome="approve")
        assert _kinds(election.matter) == OF_ELECTIONS
        _certified(cast, union, organiser)
    return union


def _certified(cast: Cast, union: Union, staff: Client, number: str = "工法证字第530101号") -> None:
    matter = Matter.objects.filter(procedure="founding.certificate", union=union).latest("pk")
    done(staff, matter, "apply", outcome="apply", address="石河县水泥路1号", staff="1")
    election = election_of(union)
    typed = {"outcome": "certify", "number": number, "issued": str(election.day), "expires": str(election.term_ends)}
    done(cast.client(OFFICER), matter, "certify", **typed)
    if election.term == 1:
        seal = {
            "wording": "石河水泥厂工会委员会",
            "cut": str(election.day),
            "bank": "农行石河支行",
            "account": "6228480402",
        }
        done(staff, matter, "seal", **seal)
        assert _kinds(matter) == {"founding.application": 1, "founding.specimen": 1}
        assert SealSpecimen.objects.get().account.reveal() == "6228480402"


def _renewed(cast: Cast, union: Union) -> Election:
    organiser = cast.client(ORGANISER)
    with on(RENEWED), everywhere(PLATFORM, "a test"):
        people = [one.person for one in union.memberships.select_related("person").order_by("pk")]
    with on(RENEWED):
        answer = organiser.post(f"/founding/desk/{union.pk}/election/", {"assembly": "members", "years": "5"})
        assert answer.status_code == 302, answer.content.decode()
        election = election_of(union)
        assert election.matter and election.term == 2
        done(cast.client(OFFICER), election.matter, "allow", outcome="allow")
        to_the_meeting(cast, union, people[40:])
    with on(RENEWED + timedelta(days=14)):
        counted(organiser, election)
        done(organiser, election.matter, "count")
        done(cast.client(OFFICER), election.matter, "approve", outcome="approve")
        _certified(cast, union, organiser)
    return election_of(union)


def _wrong_figure(cast: Cast, union: Union, election: Election, votes: dict[int, int]) -> Correction:
    """The organiser asks, the officer sees what follows, the chair approves it: the page of the matter does it."""
    organiser, sheet = (
        cast.client(ORGANISER),
        Sheet.objects.filter(ballot__election=election, ballot__body="committee").latest("pk"),
    )
    page = organiser.get(f"/founding/desk/elections/{election.pk}/correction/")
    assert page.status_code == 200
    typed = {"reason": "计票单上两个数字写反"}
    for one in Sheet.objects.filter(ballot__election=election):
        if Sheet.objects.filter(ballot=one.ballot, round=one.round, version__gt=one.version).exists():
            continue
        prefix = f"s{one.pk}-"
        for name in ("due", "present", "given_out", "returned", "valid", "invalid", "others"):
            typed[prefix + name] = str(getattr(one, name))
        for vote in one.votes.all():
            typed[f"{prefix}votes_{vote.candidate_id}"] = str(votes.get(vote.candidate_id, vote.votes))
    for body in ("committee", "audit", "women"):
        head = Candidate.objects.get(ballot__election=election, ballot__body=body, office="chair")
        typed[f"o-office_{body}"] = str(head.pk)
    answer = organiser.post(f"/founding/desk/elections/{election.pk}/correction/", typed)
    assert answer.status_code == 302, answer.content.decode()
    made = Correction.objects.latest("pk")
    assert (
        Sheet.objects.filter(ballot=sheet.ballot).count() == sheet.version
    )  # nothing is written before it is approved
    assert organiser.post(f"/desk/matters/corrections/{made.pk}/", {"approve": "1"}).status_code in (403, 404)
    answer = cast.client(LEADER).post(f"/desk/matters/corrections/{made.pk}/", {"approve": "1"})
    assert answer.status_code == 302, answer.content.decode()
    return Correction.objects.get(pk=made.pk)


def test_a_union_of_300_is_founded_elected_anew_and_corrected(county: Cast) -> None:
    union = _founded(county)
    union.refresh_from_db()
    assert (union.state, union.term, union.term_started) == (State.ACTIVE, 1, ELECTED)
    assert union.election_due == date(2031, 3, 15) == union.certificate_expires
    assert union.founded == ELECTED
    first = {
        Role.CHAIR: 1,
        Role.COMMITTEE: 6,
        Role.AUDIT_CHAIR: 1,
        Role.AUDITOR: 2,
        Role.WOMEN_CHAIR: 1,
        Role.ORGANISER: 1,
    }
    assert _posts(union, ELECTED) == first

    election = _renewed(county, union)
    union.refresh_from_db()
    began = RENEWED + timedelta(days=14)
    assert (union.term, union.term_started, union.election_due) == (2, began, date(2036, 3, 16))
    assert union.certificate_expires == date(2036, 3, 16)
    assert _posts(union, began - timedelta(days=1)) == first == _posts(union, began)
    assert not set(_holders(union, began - timedelta(days=1))) & set(_holders(union, began))
    assert LegalPerson.objects.filter(union=union).count() == 2
    assert election.matter
    assert _kinds(election.matter) == {**OF_ELECTIONS, "founding.renewal": 1, "founding.permit": 1}

    with on(began + timedelta(days=9)):
        _same_people(county, union, election)
        _somebody_else(county, union, election)
        _in_the_lists(county, union)
        _in_the_term_before(county, union)


def _holders(union: Union, day: date) -> list[int]:
    rows = Post.objects.living(day).filter(union=union).exclude(role=Role.ORGANISER)
    return sorted(rows.values_list("person", flat=True))


def _same_people(cast: Cast, union: Union, election: Election) -> None:
    """One figure by ten: the result stands, papers are issued anew, the old ones are on file as revoked."""
    assert election.matter
    before = _holders(union, date(2031, 4, 1))
    ballot = election.ballots.get(body="committee")
    third = ballot.candidates.get(position=3)
    made = _wrong_figure(cast, union, election, {third.pk: 250})
    assert any("当选人不变" in line for line in made.effects), made.effects
    assert _holders(union, date(2031, 4, 1)) == before
    assert [sheet.version for sheet in ballot.sheets.order_by("version")] == [1, 2]
    papers = papers_about(election.matter)
    assert papers.filter(kind="founding.approval", revoked=None).count() == 1
    assert papers.filter(kind="founding.approval").count() == 2
    assert papers.filter(kind="founding.tally", revoked=None).count() == 3
    election.refresh_from_db()
    assert election.approval == papers.get(kind="founding.approval", revoked=None).number
    union.refresh_from_db()
    assert union.approval_paper == election.approval
    named = Post.objects.living(today()).filter(union=union, obtained="elected").values_list("paper", flat=True)
    assert set(named) == {election.approval}


def _somebody_else(cast: Cast, union: Union, election: Election) -> None:
    """The seventh had 60 votes fewer: the eighth is elected, and has the post."""
    ballot = election.ballots.get(body="committee")
    seventh, eighth = ballot.candidates.get(position=7), ballot.candidates.get(position=8)
    assert seventh.post and not eighth.post
    made = _wrong_figure(cast, union, election, {seventh.pk: 140, eighth.pk: 151})
    assert any("1人" in line for line in made.effects), made.effects
    eighth.refresh_from_db()
    assert Post.objects.get(pk=seventh.post.pk).was_revoked
    assert eighth.post and eighth.post.role == Role.COMMITTEE
    assert eighth.post.started == election.term_began
    assert _posts(union, date(2031, 4, 1))[Role.COMMITTEE] == 6


def _in_the_term_before(cast: Cast, union: Union) -> None:
    """Who was elected to the term before, as it shows now, held the post until that term was over, and no longer."""
    first = Election.objects.get(union=union, term=1)
    ballot = first.ballots.get(body="committee")
    seventh, eighth = ballot.candidates.get(position=7), ballot.candidates.get(position=8)
    began, before = election_of(union).term_began, _holders(union, today())
    assert began
    _wrong_figure(cast, union, first, {seventh.pk: 140, eighth.pk: 151})
    eighth.refresh_from_db()
    assert eighth.post and (eighth.post.started, eighth.post.ends) == (ELECTED, began - timedelta(days=1))
    assert _holders(union, today()) == before


def _in_the_lists(cast: Cast, union: Union) -> None:
    """Certificate and term are what the city's lists read; the API tells days, and nobody's name."""
    leader = cast.actor(LEADER)  # the city’s officer of the cast has no post any more in that year
    due = due_soon(leader.reach(), ahead=timedelta(days=6 * 365))
    assert {(one.matter.value, one.day) for one in due if one.union == union} == {
        ("election", date(2036, 3, 16)),
        ("certificate", date(2036, 3, 16)),
    }
    page = cast.client(ORGANISER).get(f"/founding/desk/?union={union.pk}").content.decode()
    assert "工法证字第530101号" in page and "2036" in page
