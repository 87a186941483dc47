"""What an election that was handed in withstands, and how it is held again; for tests that have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.models import Matter
from niangjia.engines.papers import papers_about
from niangjia.engines.people.models import Person, Post
from niangjia.foundation.clock import today
from niangjia.services.founding.elections.models import Candidate, Election, Sheet
from niangjia.services.founding.elections.repeating import OF_CANDIDATES, OF_RESULT
from niangjia.services.founding.elections.saying import failed
from niangjia.services.founding.elections.steps import under_way

from .conftest import OFFICER, ORGANISER, done, refusals, slates, step, to_the_meeting

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast


def held_anew(cast: Cast, election: Election, people: list[Person]) -> None:
    """Found void by the union above, then without enough votes, then given up: each with a reason."""
    matter, client, officer = election.matter, cast.client(ORGANISER), cast.client(OFFICER)
    assert matter
    done(client, matter, "count")
    results = papers_about(matter).filter(kind="founding.result")
    assert (results.count(), results.filter(revoked=None).count()) == (2, 1)  # the one that came back is revoked
    assert step(officer, matter, "approve", outcome="void").status_code == 422  # a reason is needed
    handed_in, fourth = (
        matter.tasks.filter(key="count"),
        election.ballots.get(body="women").candidates.get(position=4),
    )
    handed_in.update(done_by=cast[OFFICER])
    refused = step(officer, matter, "approve", outcome="approve")
    assert refused.status_code == 422 and "由您代工会报送" in refused.content.decode()
    handed_in.update(done_by=cast[ORGANISER])
    Candidate.objects.filter(pk=fourth.pk).update(person=cast.person(OFFICER))
    refused = step(officer, matter, "approve", outcome="approve")
    assert refused.status_code == 422 and "您是本次选举的候选人" in refused.content.decode()
    Candidate.objects.filter(pk=fourth.pk).update(person=fourth.person_id)
    done(officer, matter, "approve", outcome="void", reason="到会人数计算有误")
    reply = papers_about(matter).get(kind="founding.void")
    assert reply.content and "到会人数计算有误" in reply.content.reveal() and reply.union == cast.union("county")
    assert not papers_about(matter).filter(kind__in=OF_CANDIDATES | OF_RESULT, revoked=None).exists()
    assert "请先打开“候选人”填写" in step(client, matter, "name").content.decode()
    to_the_meeting(cast, election.union, people)
    assert election.ballots.filter(past=True).count() == 3 == election.ballots.filter(past=False).count()
    done(client, matter, "count", outcome="anew", reason="过半数的只有两人")
    assert Election.objects.get(pk=election.pk).day is None
    told = papers_about(matter).get(kind="founding.failed", revoked=None)
    assert told.content and "过半数的只有两人" in told.content.reveal()
    assert "未能选出" in told.content.reveal()
    assert "未能选出" not in str(failed(election, [], "无人到会")), "nobody voted there"
    done(client, matter, "name", outcome="give_up", reason="单位即将停业")
    matter.refresh_from_db()
    assert (matter.phase, under_way(election.union)) == ("given_up", None)
    assert Sheet.objects.filter(ballot__election=election, ballot__past=True).count() >= 4  # on file
    page = client.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "不再有效的投票" in page
    _begun_again(client, election)


def _begun_again(client: Client, election: Election) -> None:
    """The founding goes on with another election, or is given up as well."""
    union, url = election.union, f"/founding/desk/{election.union_id}/first-election/"
    assert url in client.get(f"/founding/desk/?union={union.pk}").content.decode()
    wrong = {"ground": "decided", "reason": "单位即将停业"}
    dissolving = f"/founding/desk/changes/{union.pk}/dissolve/"
    assert client.post(dissolving, wrong).status_code == 422  # there is no meeting yet that could decide it
    assert client.post(dissolving, {**wrong, "ground": "given_up"}).status_code == 302
    asked = Matter.objects.latest("pk")
    done(client, asked, "submit", outcome="submit")
    letter = papers_about(asked).get(kind="founding.asking")
    assert letter.content and "现终止筹建" in letter.content.reveal()
    assert client.post(url).status_code == 302
    again = under_way(union)
    assert again and (again.occasion, again.term, again.years) == ("founding", 1, election.years)
    assert client.post(url).status_code == 422  # one at a time


def passed_on(client: Client, url: str, typed: dict[str, str], sheet: Sheet) -> None:
    """Another head of the committee than the one whose post has ended since: said when it is asked for."""
    head, second, seventh = (sheet.ballot.candidates.get(position=at) for at in (1, 2, 7))
    assert head.post
    Post.objects.filter(pk=head.post.pk).update(ends=today())
    changed = {f"s{sheet.pk}-votes_{seventh.pk}": "155", "o-office_committee": str(second.pk)}
    answer = client.post(url, {**typed, **changed})
    assert answer.status_code == 422 and "已不担任该职务" in answer.content.decode(), refusals(answer)
    Post.objects.filter(pk=head.post.pk).update(ends=None)


def others_refused(client: Client, election: Election, people: list[Person]) -> None:
    """What was handed in, approved or published is not exchanged behind it."""
    stand = Candidate.objects.filter(ballot__election=election).order_by("pk")
    before, url = list(stand.values_list("person", flat=True)), f"/founding/desk/elections/{election.pk}/candidates/"
    seats = election.ballots.get(body="committee").seats
    answer = client.post(url, slates(people, (seats, 3, 3)))
    assert answer.status_code == 422 and "候选人已经报送" in answer.content.decode(), refusals(answer)
    assert list(stand.values_list("person", flat=True)) == before
    assert client.get(url).status_code == 302
