"""What is refused, with a sentence at its field, and whom; the ways of the drawings that the whole does not go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niangjia.engines.matters.later.models import Correction
from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import papers_about
from niangjia.engines.people.codes import Sex
from niangjia.engines.people.memberships.models import State
from niangjia.engines.people.models import Membership, Person, Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import acting, everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import today
from niangjia.services.founding.elections.models import Candidate, Election, Sheet
from niangjia.services.founding.elections.sheet import note_offices

from .conftest import (
    BODIES,
    LEADER,
    OFFICER,
    ORGANISER,
    VOTES,
    asked,
    done,
    election_of,
    figures,
    on,
    peopled,
    prepared,
    refusals,
    sent,
    slates,
    step,
    to_the_meeting,
    waiting,
)
from .held_anew import held_anew, others_refused

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
START = date(2026, 3, 2)


Changed = tuple[tuple[dict[str, str], str], ...]


def _refused(client: Client, url: str, good: dict[str, str], wrong: Changed) -> None:
    """Each of these is wrong with what is good otherwise, and that is said."""
    for changed, said in wrong:
        answer = client.post(url, {**good, **changed})
        assert answer.status_code == 422, changed
        assert said in answer.content.decode(), (said, refusals(answer))
    assert "丁工000" in answer.content.decode()  # nothing typed is lost


def _candidates(county: Cast) -> tuple[Election, list[Person], str]:
    with on(START):
        union = prepared(county, asked(county))
        people = peopled(union, 60)
    election = election_of(union)
    return election, people, f"/founding/desk/elections/{election.pk}/candidates/"


def test_candidates_are_members_who_vote_more_than_seats_and_no_relatives(county: Cast) -> None:
    election, people, url = _candidates(county)
    same = peopled(election.union, 2, first=910)
    retained = peopled(election.union, 1, State.RETAINED, first=900)
    with everywhere(PLATFORM, "a test"):
        Person.objects.filter(pk__in=[one.pk for one in same]).update(name="王同名")
        for at, one in enumerate(same, 1):
            Membership.objects.filter(person=one).update(number=f"J00{at}")
    client, good = county.client(ORGANISER), slates(people, (5, 3, 3))
    good["committee"] += "，王同名 J001"
    wrong: Changed = (
        ({"committee": good["committee"].partition("\n")[2], "committee_seats": "6"}, "候选人至少7名，现有6名"),
        ({"committee": good["committee"] + "\n不认识"}, "不认识不是本工会会员"),
        ({"committee": good["committee"] + f"\n{retained[0].name}"}, "为保留会籍"),
        ({"relatives": people[0].name}, "单位主要负责人或其近亲属"),
        ({"relatives": f"王不在,{people[0].name}"}, "单位主要负责人或其近亲属"),
        ({"relatives": f"王不在，{people[0].name}；赵不在"}, "单位主要负责人或其近亲属"),
        ({"relatives": "王同名"}, "有几名会员叫王同名"),
        ({"relatives": "王同名 J002", "committee": good["committee"] + "，王同名 J002"}, "单位主要负责人或其近亲属"),
        ({"committee": good["committee"] + f"\n{people[0].name}"}, "有人重复"),
        ({"clean_hands": ""}, "请核实后勾选"),
    )
    _refused(client, url, good, wrong)
    assert not election.ballots.exists()
    assert election.matter
    assert "请先打开“候选人”填写" in step(client, election.matter, "name").content.decode()
    # The head's namesake may stand, once it is clear who is meant.
    assert client.post(url, {**good, "relatives": "王不在 王同名 J002"}).status_code == 302
    assert election.ballots.get(body="committee").candidates.filter(person=same[0]).exists()
    no_member = f"{people[0].name} 非会员，王不在"
    assert client.post(url, {**good, "relatives": no_member}).status_code == 302
    assert county.client(OFFICER).post(url, good).status_code == 403  # the level above does not do it in its place


def test_bodies_of_a_meeting_and_the_women_among_the_members(county: Cast) -> None:
    election, people, url = _candidates(county)
    client, good = county.client(ORGANISER), slates(people, (5, 3, 3))
    men = "\n".join(one.name for one in people if one.sex == Sex.MALE)
    wrong: Changed = (
        ({"committee_seats": "9"}, "工会委员会委员为3至7名"),
        ({"audit": good["committee"], "audit_seats": "5"}, "不能既是工会委员会候选人"),
        ({"audit": "", "audit_seats": ""}, "经费审查委员会应当同时选举"),
        ({"assembly": "delegates"}, "会员100人以上"),
        ({"years": "4"}, "years"),
        ({"women": "", "women_seats": ""}, "有女会员44人，应当同时选举女职工委员会"),
        ({"women": men}, "候选人中没有女性"),
    )
    _refused(client, url, good, wrong)
    without = {"women": "", "women_seats": "", "no_women": "女会员在外地项目部，另行选举"}
    assert client.post(url, {**good, **without}).status_code == 302
    assert election.matter
    assert "女会员在外地项目部" in client.get(url).content.decode()
    done(client, election.matter, "name")
    request = papers_about(election.matter).get(kind="founding.proposal")
    assert request.content and "女会员在外地项目部" in request.content.reveal()


def test_a_small_union_elects_an_organiser(county: Cast, tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    with on(START):
        union = prepared(county, asked(county))
        people = peopled(union, 12)
    election, client = election_of(union), county.client(ORGANISER)
    typed = {"assembly": "members", "clean_hands": "on", "organiser_seats": "1", "organiser": people[0].name}
    typed["years"] = "3"
    with on(START):
        assert client.post(f"/founding/desk/elections/{election.pk}/candidates/", typed).status_code == 302
        assert election.matter
        done(client, election.matter, "name")
        done(county.client(OFFICER), election.matter, "agree", outcome="agree")
        client.post(f"/desk/matters/{election.matter_id}/public-notice/")
        answer = step(client, election.matter, "notice", outcome="over")
        assert answer.status_code == 422  # its days are not over
    with on(START + timedelta(days=10)):
        done(client, election.matter, "notice", outcome="over")
        given = {"due": 12, "present": 10, "given_out": 10, "returned": 10, "valid": 10, "invalid": 0}
        assert sent(client, election, figures(election, "organiser", [9], **given)).status_code == 302
        assert sent(client, election, {"offices": "1"}).status_code == 302
        done(client, election.matter, "count")
        _approved_on_paper(county, election)
        election.refresh_from_db()
        assert (election.years, election.term_ends) == (3, date(2029, 3, 11))
    assert Post.objects.filter(union=union, role=Role.ORGANISER, obtained="elected").count() == 1
    certificate = Matter.objects.get(procedure="founding.certificate")
    with on(START + timedelta(days=11)):
        done(client, certificate, "apply", outcome="none")
        assert waiting(certificate).key == "seal"  # no legal person, but a seal all the same
        answer = step(client, certificate, "seal", wording="石河水泥厂工会", cut="2030-01-01")
        assert answer.status_code == 422 and not papers_about(certificate).exists()


def _approved_on_paper(cast: Cast, election: Election) -> None:
    """The union above has answered by a letter: that counts, with its number and day, and no second one is issued."""
    assert election.matter
    task, officer = waiting(election.matter), cast.client(OFFICER)
    typed = {"outcome": "approve", "paper-day": str(today()), "paper-number": ""}
    for number, status in (("", 422), ("石县工发〔2026〕9号", 302)):
        scan = SimpleUploadedFile("批复.pdf", pdf())
        given = {**typed, "paper-number": number, "paper-scan": scan}
        answer = officer.post(f"/desk/matters/tasks/{task.pk}/paper/", given)
        assert answer.status_code == status, refusals(answer)
    paper = papers_about(election.matter).get(kind="founding.approval")
    assert paper.number == "石县工发〔2026〕9号" and paper.entered_later
    assert Union.objects.get(pk=election.union_id).approval_paper == paper.number


def test_the_count_is_refused_at_its_fields_and_equal_votes_go_to_another_ballot(county: Cast) -> None:
    with on(START):
        union = prepared(county, asked(county))
        people = peopled(union, 300)
        election = to_the_meeting(county, union, people)
    client = county.client(ORGANISER)
    with on(START + timedelta(days=14)):
        assert election.matter
        others_refused(client, election, people[100:])
        _wrong_figures(client, election)
        assert "选票统计" in step(client, election.matter, "count").content.decode()
        _tied(client, election)
        _heads(client, election)
        valid = step(client, election.matter, "count", outcome="anew", reason="另选他人")
        assert valid.status_code == 422 and "已经选出" in valid.content.decode()  # that is not for the union to say
        done(client, election.matter, "count")
        others_refused(client, election, people[100:])
        with acting(county.actor(ORGANISER)), pytest.raises(NotPossible, match="退回"):
            note_offices(county.actor(ORGANISER), election, {}, left_open=True)
        _sent_back(county, election)
        held_anew(county, election, people[100:])


def _wrong_figures(client: Client, election: Election) -> None:
    good = figures(election, "audit", VOTES["audit"])
    wrong: tuple[tuple[dict[str, object], str], ...] = (
        ({"present": 199}, "至少要有2/3（200人）到会"),
        ({"due": 281}, "有选举权的会员300人，均应到会"),
        ({"returned": 281}, "选举无效"),
        ({"invalid": 3}, "有效票加无效票为280张"),
        ({"day": "2030-01-01"}, "大会还没有召开"),
        ({"day": "2025-03-16"}, "不可能早于2026年3月2日"),
    )
    for changed, said in wrong:
        answer = sent(client, election, {**good, **changed})
        assert answer.status_code == 422 and said in answer.content.decode(), (said, refusals(answer))
    assert not Sheet.objects.exists()


def _tied(client: Client, election: Election) -> None:
    """250, 200, 160 and 160: the third seat is tied, and is voted for once more between two."""
    assert sent(client, election, figures(election, "audit", [250, 200, 160, 160])).status_code == 302
    page = client.get(f"/founding/desk/elections/{election.pk}/count/").content.decode()
    assert "票数相等" in page
    _one_meeting(client, election)
    ballot = election.ballots.get(body="audit")
    third, fourth = ballot.candidates.order_by("position")[2:4]
    good = figures(election, "audit", VOTES["audit"])
    second = {**good, "sheet": "audit-2", f"votes_{third.pk}": 180, f"votes_{fourth.pk}": 90}
    assert sent(client, election, second).status_code == 302
    assert ballot.sheets.get(round=2).seats == 1
    for body in ("committee", "women"):
        assert sent(client, election, figures(election, body, VOTES[body])).status_code == 302


def _heads(client: Client, election: Election) -> None:
    """Who was not elected is no head, and a woman heads the women workers' committee."""
    heads = {f"office_{body}": str(election.ballots.get(body=body).candidates.get(position=1).pk) for body in BODIES}
    last = election.ballots.get(body="audit").candidates.get(position=4)
    wrong = sent(client, election, {"offices": "1", **heads, "office_audit": str(last.pk)})
    assert wrong.status_code == 422
    with everywhere(PLATFORM, "a test"):
        head = Candidate.objects.select_related("person").get(pk=int(heads["office_women"])).person
        Person.objects.filter(pk=head.pk).update(sex=Sex.MALE)
        wrong = sent(client, election, {"offices": "1", **heads})
        assert wrong.status_code == 422 and f"{head.name}不是女性" in wrong.content.decode()
        Person.objects.filter(pk=head.pk).update(sex=Sex.FEMALE)
    assert sent(client, election, {"offices": "1", **heads}).status_code == 302


def _sent_back(county: Cast, election: Election) -> None:
    """Sent back by the union above, the sheet is put right and reported once more."""
    assert election.matter
    task = waiting(election.matter)
    back = {"way": "to_union", "reason": "请附计票单"}
    county.client(OFFICER).post(f"/desk/matters/tasks/{task.pk}/sending-back/", back)
    assert waiting(election.matter).key == "count"
    over = county.client(ORGANISER).post(f"/desk/matters/tasks/{task.pk}/completion/", {"outcome": "approve"})
    assert over.status_code in (403, 404, 409, 422)
    assert Election.objects.get(pk=election.pk).approved is None


def _one_meeting(client: Client, election: Election) -> None:
    """Who should attend and was present is said once: another figure with the next ballot holds for the first too."""
    women = figures(election, "women", VOTES["women"])
    few = {"present": 200, "given_out": 200, "returned": 200, "valid": 200, "invalid": 0}
    answer = sent(client, election, figures(election, "women", [180, 170, 160, 80], **few))
    assert answer.status_code == 422 and "对整个大会有效" in answer.content.decode()  # 280 ballots were given out
    assert sent(client, election, {**women, "present": 290}).status_code == 302
    audit = Sheet.objects.filter(ballot__election=election, ballot__body="audit").latest("version")
    assert (audit.version, audit.due, audit.present) == (2, 300, 290)
    assert sent(client, election, {**women, "sheet": "women-1"}).status_code == 302  # and back
    assert Sheet.objects.filter(ballot__election=election).latest("pk").present == 280


def test_a_renewal_is_asked_for_refused_with_a_reason_and_that_is_taken_back(county: Cast) -> None:
    _ = county["clerk"], county["chair"]
    mine, clerk = county.union("mine"), county.client("clerk")
    url = f"/founding/desk/{mine.pk}/election/"
    for changed, said in (({"years": "4"}, "years"), ({"assembly": "delegates"}, "会员100人以上")):
        answer = clerk.post(url, {"assembly": "members", "years": "5", **changed})
        assert answer.status_code == 422 and said in answer.content.decode(), refusals(answer)
    assert clerk.post(url, {"assembly": "members", "years": "3", "why": "原主席调离"}).status_code == 302
    assert clerk.post(url, {"assembly": "members", "years": "3"}).status_code == 422  # one at a time
    matter = election_of(mine).matter
    assert matter
    asked_ = papers_about(matter).get(kind="founding.renewal")
    assert asked_.content and "原主席调离" in asked_.content.reveal()
    assert step(clerk, matter, "allow", outcome="allow").status_code in (403, 404)
    assert step(county.client(OFFICER), matter, "allow", outcome="refuse").status_code == 422
    done(county.client(OFFICER), matter, "allow", outcome="refuse", reason="任期未满")
    reply = papers_about(matter).get(kind="founding.permit")
    assert reply.content and "任期未满" in reply.content.reveal() and reply.union == county.union("county")
    task = matter.tasks.get(key="allow")
    form = {"task": str(task.pk), "after": "", "reason": "任期算错"}
    assert county.client(OFFICER).post(f"/desk/matters/{matter.pk}/corrections/", form).status_code == 302
    made = Correction.objects.latest("pk")
    assert county.client(LEADER).post(f"/desk/matters/corrections/{made.pk}/", {"approve": "1"}).status_code == 302
    reply.refresh_from_db()
    assert reply.revoked


def test_an_upheld_objection_sends_the_candidates_back(county: Cast) -> None:
    with on(START):
        union = prepared(county, asked(county))
        people = peopled(union, 60)
        client, election = county.client(ORGANISER), election_of(union)
        assert election.matter
        url = f"/founding/desk/elections/{election.pk}/candidates/"
        page = client.get(f"/desk/matters/{election.matter_id}/").content.decode()
        assert f"/joining/desk/{union.pk}/lists/" in page  # first members come by joining's own pages
        client.post(url, slates(people, (5, 3, 3)))
        done(client, election.matter, "name")
        others_refused(client, election, people[20:])
        done(county.client(OFFICER), election.matter, "agree", outcome="agree")
        client.post(f"/desk/matters/{election.matter_id}/public-notice/")
        others_refused(client, election, people[20:])
        done(client, election.matter, "notice", outcome="upheld")
        assert waiting(election.matter).key == "name"
        assert client.post(url, slates(people[10:], (5, 3, 3))).status_code == 302
        done(client, election.matter, "name")
        proposals = papers_about(election.matter).filter(kind="founding.proposal")
        assert (proposals.count(), proposals.filter(revoked=None).count()) == (2, 1)
        assert not papers_about(election.matter).filter(kind="founding.ballot", revoked=None).exists()
        assert waiting(election.matter).key == "agree"
