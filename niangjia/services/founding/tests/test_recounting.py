"""A wrong figure or head after the approval: what is refused, and what follows; a certificate that is taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.later.models import Correction
from niangjia.engines.matters.models import Matter
from niangjia.engines.people.models import Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import today
from niangjia.services.founding.elections.models import Election, Sheet
from niangjia.services.founding.setting_up.certifying import begin_certificate
from niangjia.services.founding.setting_up.models import LegalPerson

from .conftest import (
    BODIES,
    LEADER,
    OFFICER,
    ORGANISER,
    VOTES,
    asked,
    counted,
    done,
    figures,
    on,
    peopled,
    prepared,
    refusals,
    sent,
    step,
    to_the_meeting,
)
from .held_anew import passed_on

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
START = date(2026, 3, 2)


def test_a_correction_that_needs_another_ballot_is_refused_and_an_approved_election_is_not_revoked(
    county: Cast,
) -> None:
    with on(START):
        union = prepared(county, asked(county))
        election = to_the_meeting(county, union, peopled(union, 300))
    client = county.client(ORGANISER)
    with on(START + timedelta(days=14)):
        assert election.matter
        counted(client, election)
        done(client, election.matter, "count")
        done(county.client(OFFICER), election.matter, "approve", outcome="approve")
        url, typed = f"/founding/desk/elections/{election.pk}/correction/", _as_it_is(election)
        sheet = Sheet.objects.get(ballot__election=election, ballot__body="committee")
        _refused(client, url, typed, sheet)
        assert not Correction.objects.exists()
        passed_on(client, url, typed, sheet)
        _not_revoked(county, election)
        _another_head(county, url, typed, election)
        _certificates(county, union, election)


def _refused(client: Client, url: str, typed: dict[str, str], sheet: Sheet) -> None:
    """Nothing changed; another ballot would have been needed; too many votes; another meeting; too late a count."""
    election = sheet.ballot.election
    seventh = sheet.ballot.candidates.get(position=7)
    few = {f"s{one.pk}-due": "280" for one in Sheet.objects.filter(ballot__election=election)}
    wrong: tuple[tuple[dict[str, str], str], ...] = (
        ({f"s{sheet.pk}-votes_{seventh.pk}": "120"}, "本应再次投票"),
        ({f"s{sheet.pk}-votes_{seventh.pk}": "278"}, "得票多于有效票"),
        (few, "有选举权的会员300人"),
        ({f"s{sheet.pk}-present": "281"}, "同一次大会"),
        ({}, "请先改动一个数字"),
    )
    for changed, said in wrong:
        answer = client.post(url, {**typed, **changed})
        assert answer.status_code == 422 and said in answer.content.decode(), (said, refusals(answer))
    assert "o-left_open" not in answer.content.decode()  # no seat of what was approved is left for later
    fourth = election.ballots.get(body="women").candidates.get(position=4)
    other = Sheet.objects.get(ballot__election=election, ballot__body="women")
    two = {f"s{sheet.pk}-votes_{seventh.pk}": "155", f"s{other.pk}-votes_{fourth.pk}": "278"}
    answer = client.post(url, {**typed, **two})
    marked = {one.pk for one, form, _tally in answer.context["sheets"] if form.errors}
    assert answer.status_code == 422 and marked == {other.pk}, refusals(answer)
    late = sent(client, election, figures(election, "committee", VOTES["committee"], valid=276, invalid=3))
    assert late.status_code == 422 and 'value="276"' in late.content.decode()  # nothing typed is lost


def _not_revoked(cast: Cast, election: Election) -> None:
    """Neither the approval as a whole, nor a step before it; what can't be carried out is not asked for."""
    assert election.matter
    url = f"/desk/matters/{election.matter_id}/corrections/"
    approved = {"task": str(election.matter.tasks.get(key="approve").pk), "after": "", "reason": "作废"}
    answer = cast.client(LEADER).post(url, approved)
    assert answer.status_code == 422 and "已批复的选举不能在此撤销" in answer.content.decode()
    named = str(election.matter.tasks.get(key="name").pk)
    given_up = {"task": named, "after": "give_up", "reason": "作废", "told": "作废"}
    answer = cast.client(LEADER).post(url, given_up)
    assert answer.status_code == 422 and not Correction.objects.exists()  # it would bar the recount


def _another_head(county: Cast, url: str, typed: dict[str, str], election: Election) -> None:
    """The wrong one of the elected was noted as chair: that alone is corrected, and posts follow."""
    ballot = election.ballots.get(body="committee")
    first, second = (ballot.candidates.get(position=at) for at in (1, 2))
    answer = county.client(ORGANISER).post(url, {**typed, "o-office_committee": str(second.pk)})
    assert answer.status_code == 302, refusals(answer)
    made = Correction.objects.latest("pk")
    assert any("改由他人负责" in line for line in made.effects), made.effects
    answer = county.client(LEADER).post(f"/desk/matters/corrections/{made.pk}/", {"approve": "1"})
    assert answer.status_code == 302, refusals(answer)
    for one, role in ((first, Role.COMMITTEE), (second, Role.CHAIR)):
        one.refresh_from_db()
        assert one.post and (one.post.role, one.post.was_revoked) == (role, False)


def _as_it_is(election: Election) -> dict[str, str]:
    typed = {"reason": "写错"}
    for one in Sheet.objects.filter(ballot__election=election):
        for name in ("due", "present", "given_out", "returned", "valid", "invalid", "others"):
            typed[f"s{one.pk}-{name}"] = str(getattr(one, name))
        typed |= {f"s{one.pk}-votes_{vote.candidate_id}": str(vote.votes) for vote in one.votes.all()}
    for body in BODIES:
        head = election.ballots.get(body=body).candidates.get(office="chair")
        typed[f"o-office_{body}"] = str(head.pk)
    return typed


def _certificates(cast: Cast, union: Union, election: Election) -> None:
    """It goes with the term; entered by mistake, it never was."""
    matter = Matter.objects.get(procedure="founding.certificate", union=union)
    staff, officer = cast.client(ORGANISER), cast.client(OFFICER)
    election.refresh_from_db()
    assert election.term_ends
    done(staff, matter, "apply", outcome="apply")
    page = officer.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert f'value="{election.term_ends}"' in page  # as the browser's field of a day takes it
    late = str(election.term_ends + timedelta(days=1))
    typed = {"outcome": "certify", "number": "第1号", "issued": str(today()), "expires": late}
    answer = step(officer, matter, "certify", **typed)
    assert answer.status_code == 422 and "证书有效期与任期一致" in answer.content.decode()
    assert step(staff, matter, "certify", **typed).status_code in (403, 404)
    old = LegalPerson.objects.create(
        union=union, act="first", number="旧1号", issued=today() - timedelta(days=9), expires=today()
    )
    LegalPerson.objects.create(  # entered and taken back on this very day: never issued
        union=union, act="change", number="错1号", issued=today(), expires=today(), ended=today()
    )
    done(officer, matter, "certify", **{**typed, "expires": str(election.term_ends)})
    done(staff, matter, "seal", wording="石河水泥厂工会", cut=str(today()))
    task = matter.tasks.get(key="certify")
    form = {"task": str(task.pk), "after": "", "reason": "号写错"}
    assert officer.post(f"/desk/matters/{matter.pk}/corrections/", form).status_code == 302
    made = Correction.objects.latest("pk")
    cast.client(LEADER).post(f"/desk/matters/corrections/{made.pk}/", {"approve": "1"})
    union.refresh_from_db()
    assert (union.certificate, union.certificate_expires) == ("旧1号", today())
    assert LegalPerson.objects.get(ended=None) == old
    _known_to_the_register_alone(cast, union, election)


def _known_to_the_register_alone(cast: Cast, union: Union, election: Election) -> None:
    """A certificate that was there before this house counts again as well."""
    LegalPerson.objects.filter(union=union).update(ended=today())
    matter = begin_certificate(election)
    assert isinstance(matter, Matter)
    done(cast.client(ORGANISER), matter, "apply", outcome="apply")
    typed = {"outcome": "certify", "number": "新1号", "issued": str(today()), "expires": str(election.term_ends)}
    done(cast.client(OFFICER), matter, "certify", **typed)
    with acting(cast.actor(LEADER)):
        row = LegalPerson.objects.get(ended=None)
        assert (row.was_number, row.was_expires) == ("旧1号", today())
    done(cast.client(ORGANISER), matter, "seal", wording="石河水泥厂工会", cut=str(today()))
    form = {"task": str(matter.tasks.get(key="certify").pk), "after": "", "reason": "号写错"}
    cast.client(OFFICER).post(f"/desk/matters/{matter.pk}/corrections/", form)
    made = Correction.objects.latest("pk")
    cast.client(LEADER).post(f"/desk/matters/corrections/{made.pk}/", {"approve": "1"})
    union.refresh_from_db()
    assert (union.certificate, union.certificate_expires) == ("旧1号", today())
