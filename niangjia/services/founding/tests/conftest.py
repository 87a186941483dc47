"""A county's federation with people, a worker who asks, a plant of 300; one step after the other, by the pages."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.matters.models import Matter, Task, TaskState
from niangjia.engines.people.codes import Sex
from niangjia.engines.people.memberships.models import State
from niangjia.engines.people.models import Membership, Person, Union
from niangjia.engines.people.posts.actions import Terms, fill_post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import everywhere
from niangjia.engines.people.unions import history
from niangjia.engines.people.unions.acts import act_of
from niangjia.engines.people.unions.models import UnionVersion
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.chinese import sort_key
from niangjia.foundation.clock import SHANGHAI, today, travelled
from niangjia.services.founding.elections.models import Election

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from django.test import Client

    from tests.harness.people import Cast

USUAL = {"name": "named", "count": "counted"}
WAITING = (TaskState.OPEN, TaskState.CLAIMED)
# Who of the cast is what at the county's federation; they keep their other posts.
COUNTY = {"group_leader": Role.OFFICER, "auditor": Role.CHAIR, "other_clerk": Role.ORGANISER}
OFFICER, LEADER, ORGANISER = COUNTY
ASKED = {
    "scope": "employer", "name": "石河水泥厂", "workers": "320", "women": "80", "willing": "300",
    "wants": "几位班长想建会", "party_branch": "石河水泥厂党支部", "together_on": "2026-05-01",
}  # fmt: skip
FIRST = "丁王石刘陈赵周黄"
MEN = "丁刘"
BODIES = ("committee", "audit", "women")


@contextmanager
def on(day: date) -> Iterator[None]:
    with travelled(to=datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)):
        yield


@pytest.fixture
def county(cast: Cast) -> Cast:
    """The federation has an officer, a chair and an organiser, and a past in the register."""
    history.begin(cast.union("county"), act_of(date(2010, 5, 1), UnionVersion.Reason.RECORDED, ""))
    for key, role in COUNTY.items():
        _ = cast[key]
        with everywhere(PLATFORM, "a test"):
            fill_post(PLATFORM, cast.union("county"), cast.person(key), Terms(role, date(2020, 1, 1)))
    return cast


def refusals(answer: Any) -> list[str]:
    """What a page says is wrong."""
    found = re.findall(
        r"<(?:p|li|div|span)[^>]*(?:error|alert|invalid|notice-bad)[^>]*>(.*?)</(?:p|li|div|span)>",
        answer.content.decode(),
        re.S,
    )
    return [re.sub(r"<[^>]+>", "", one).strip() for one in found]


def waiting(matter: Matter) -> Task:
    """Its only step that waits."""
    return Task.objects.select_related("union", "matter").get(matter=matter, state__in=WAITING)


def step(client: Client, matter: Matter, key: str, **typed: str) -> Any:
    """Do the step that waits, which must be this one."""
    task = waiting(matter)
    assert task.key == key
    usual = {"outcome": USUAL[key]} if key in USUAL else {}
    return client.post(f"/desk/matters/tasks/{task.pk}/completion/", {**usual, **typed})


def done(client: Client, matter: Matter, key: str, **typed: str) -> None:
    answer = step(client, matter, key, **typed)
    assert answer.status_code == 302, refusals(answer)


def asked(cast: Cast, **typed: str) -> Matter:
    """A worker asks on the phone."""
    _ = cast["worker"]
    answer = cast.client("worker").post("/founding/", {**ASKED, **typed})
    assert answer.status_code == 302, refusals(answer)
    return Matter.objects.latest("pk")


def prepared(cast: Cast, matter: Matter, **typed: str) -> Union:
    """The union above lets it be prepared."""
    given = {
        "outcome": "approve", "union_name": "石河水泥厂工会", "union_code": "110103", "union_kind": "independent",
        "group": "李大山 组长\n赵文 成员", "organiser": str(cast.person(ORGANISER).pk), **typed,
    }  # fmt: skip
    done(cast.client(OFFICER), matter, "check", **given)
    return Union.objects.get(code=given["union_code"])


def peopled(union: Union, count: int, state: State = State.ACTIVE, first: int = 0) -> list[Person]:
    """So many members with names that say their number, past the verbs."""
    with everywhere(PLATFORM, "a test"):
        names = [f"{FIRST[at % len(FIRST)]}工{at:03d}" for at in range(first, first + count)]
        people = [
            Person(home=union, name=name, name_key=sort_key(name), sex=Sex.MALE if name[0] in MEN else Sex.FEMALE)
            for name in names
        ]
        Person.objects.bulk_create(people)
        Membership.objects.bulk_create(
            Membership(person=one, union=union, state=state, origin="application", joined=today(), started=today())
            for one in people
        )
    return people


def slates(people: list[Person], seats: tuple[int, int, int] = (7, 3, 3)) -> dict[str, str]:
    """Names for three bodies, one more than there are seats; of nobody twice."""
    typed: dict[str, str] = {"assembly": "members", "clean_hands": "on"}
    at = 0
    for body, count in zip(BODIES, seats, strict=True):
        typed[f"{body}_seats"] = str(count)
        typed[body] = "\n".join(one.name for one in people[at : at + count + 1])
        at += count + 1
    return typed


def election_of(union: Union) -> Election:
    return Election.objects.select_related("matter", "union").filter(union=union).latest("pk")


def to_the_meeting(cast: Cast, union: Union, people: list[Person], staff: str = ORGANISER) -> Election:
    """Candidates named, approved, published until the days were over; the clock of the caller goes on from there."""
    election, client = election_of(union), cast.client(staff)
    assert election.matter is not None
    answer = client.post(f"/founding/desk/elections/{election.pk}/candidates/", slates(people))
    assert answer.status_code == 302, refusals(answer)
    done(client, election.matter, "name")
    done(cast.client(OFFICER), election.matter, "agree", outcome="agree")
    client.post(f"/desk/matters/{election.matter_id}/public-notice/")
    with on(today() + timedelta(days=12)):
        done(client, election.matter, "notice", outcome="over")
    return election


def figures(election: Election, body: str, votes: list[int], **typed: Any) -> dict[str, Any]:
    """A sheet as it is typed: 300 due, 280 present."""
    given = {
        "sheet": f"{body}-1", "day": str(today()), "due": 300, "present": 280, "given_out": 280, "returned": 279,
        "valid": 277, "invalid": 2, "others": 0,
    }  # fmt: skip
    stand = election.ballots.get(body=body).candidates.order_by("position").values_list("pk", flat=True)
    return {**given, **{f"votes_{pk}": count for pk, count in zip(stand, votes, strict=False)}, **typed}


def sent(client: Client, election: Election, typed: dict[str, Any]) -> HttpResponse:
    return client.post(f"/founding/desk/elections/{election.pk}/count/", typed)  # type: ignore[return-value]


VOTES = {
    "committee": [270, 265, 260, 255, 250, 245, 160, 150],
    "audit": [250, 240, 230, 100],
    "women": [250, 240, 230, 90],
}


def counted(client: Client, election: Election) -> None:
    """The sheets of all bodies, and the first of each as its head."""
    for body, votes in VOTES.items():
        answer = sent(client, election, figures(election, body, votes))
        assert answer.status_code == 302, refusals(answer)
    typed = {"offices": "1"}
    for body in BODIES:
        typed[f"office_{body}"] = str(election.ballots.get(body=body).candidates.get(position=1).pk)
    answer = sent(client, election, typed)
    assert answer.status_code == 302, refusals(answer)
