"""What went past a union is found nowhere by who has a post there, also not by a second post elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.handing import open_tasks
from niangjia.engines.matters.limits.following import follow_limits
from niangjia.engines.matters.limits.messages import NEAR, OVER
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.limits.tests.conftest import fresh_versions, in_english, on, whole_city
from niangjia.engines.matters.limits.tests.samples import HANDLE
from niangjia.engines.matters.meetings.bodies import COMMITTEE
from niangjia.engines.matters.meetings.deciding import confirm_minutes
from niangjia.engines.matters.meetings.models import Meeting, MeetingItem
from niangjia.engines.matters.meetings.preparing import Vote, prepare_meeting, record_attendance, record_votes
from niangjia.engines.matters.meetings.tests.samples import AID
from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.public_notices.hanging import hang_notice
from niangjia.engines.matters.public_notices.objecting import may_read
from niangjia.engines.matters.public_notices.tests.samples import KIND
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.papers.verbs import draft_paper, sign_paper
from niangjia.engines.people.models import Deputy, Post
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from django.db.models import Model

    from niangjia.engines.papers.life.models import Paper
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")
BARRED, FREE = "upper_officer", "other_clerk"


@pytest.fixture
def matter(cast: Cast) -> Matter:
    """A gift for one of the mine's that its county decides, past the mine: one of the city serves in both."""
    for key in (BARRED, FREE, "member"):
        _ = cast[key]
    given = {"open": True}
    made = open_matter(PLATFORM, AID, union=cast.union("county"), person=cast.person("member"), variables=given)
    Matter.objects.filter(pk=made.pk).update(bypassed=cast.union("mine"))
    for key, union, role in (
        (BARRED, "county", Role.CHAIR),
        (BARRED, "mine", Role.COMMITTEE),
        (FREE, "county", Role.CHAIR),
    ):
        Post.objects.create(union=cast.union(union), person=cast.person(key), role=role, started=today())
    made.refresh_from_db()
    return made


def _status(cast: Cast, who: str, name: str, *given: object, method: str = "get") -> int:
    return int(getattr(cast.client(who), method)(reverse(name, args=given)).status_code)


def _meeting(cast: Cast, who: str) -> Meeting:
    meeting = prepare_meeting(cast.actor(who), cast.union("county"), COMMITTEE, today())
    members = [member.pk for member in meeting.members.all()]
    record_attendance(cast.actor(who), meeting, members, {})
    items = meeting.items.values_list("pk", flat=True)
    record_votes(cast.actor(who), meeting, {item: Vote("approve", len(members)) for item in items})
    return meeting


def test_no_meeting_list_and_minutes_tell_of_it(cast: Cast, matter: Matter) -> None:
    lists = [reverse("matters:meetings"), reverse("matters:delegations")]
    waits = f"?union={cast.union('county').pk}"
    assert waits in cast.client(FREE).get(lists[0]).content.decode()
    assert waits not in cast.client(BARRED).get(lists[0]).content.decode()
    own = _meeting(cast, BARRED)  # has nothing on its list that the one who prepared it may not know of
    assert not own.items.exists()
    meeting = _meeting(cast, FREE)
    item = MeetingItem.objects.get()
    for name, given in (("matters:meeting", meeting.pk), ("matters:postpone_item", item.pk)):
        method = "get" if name == "matters:meeting" else "post"
        assert _status(cast, BARRED, name, given, method=method) == 404
    for act in ("meeting_sheet", "put_items", "confirm_minutes", "cancel_meeting"):
        assert _status(cast, BARRED, f"matters:{act}", meeting.pk, method="post") == 404
    with pytest.raises(Refused):
        confirm_minutes(cast.actor(BARRED), meeting)
    assert _status(cast, FREE, "matters:meeting", meeting.pk) == 200
    confirm_minutes(cast.actor(FREE), meeting)
    meeting.refresh_from_db()
    page = f"/{meeting.pk}/"
    assert page in cast.client(FREE).get(lists[0]).content.decode()
    assert page not in cast.client(BARRED).get(lists[0]).content.decode()
    assert [_status(cast, who, "papers:paper", meeting.paper_id) for who in (FREE, BARRED)] == [200, 404]


def test_no_paper_list_book_or_interface_tells_of_it(cast: Cast, matter: Matter) -> None:
    own = {"subject_type": "people.person", "subject_id": str(cast.person("worker").pk)}
    Matter.objects.filter(pk=matter.pk).update(**own)
    matter.refresh_from_db()
    papers = [_signed(cast, about) for about in (matter, cast.person("worker"))]
    other = _signed(cast, cast.person(FREE))
    book = reverse("papers:outgoing") + f"?union={cast.union('county').pk}"
    for who, sees in ((BARRED, False), (FREE, True)):
        text = cast.client(who).get(reverse("papers:papers")).content.decode()
        lines = cast.client(who).get(book).content.decode()
        assert (f'"{other.pk}/"' in text, other.number in lines) == (True, True)
        for paper in papers:
            assert (f'"{paper.pk}/"' in text, paper.number in lines) == (sees, sees)
            for name in ("papers:paper", "papers:print", "papers:word"):
                assert _status(cast, who, name, paper.pk) == (200 if sees else 404)
            assert _status(cast, who, "papers:revoke", paper.pk, method="post") == (422 if sees else 404)


def _signed(cast: Cast, about: Model) -> Paper:
    data = {"day": today(), "giver": "交件人", "items": ["材料"], "count": "1"}
    paper = draft_paper(PLATFORM, "papers.receipt", union=cast.union("county"), about=about, data=data)
    sign_paper(PLATFORM, paper)
    paper.refresh_from_db()
    return paper


def test_no_message_and_no_count_tells_of_it(cast: Cast, matter: Matter) -> None:
    Deputy.objects.create(
        post=Post.objects.get(union=cast.union("mine"), person=cast.person(BARRED)), person=cast.person("worker"),
        started=today(), ends=today(),
    )  # fmt: skip
    Post.objects.create(union=cast.union("county"), person=cast.person("worker"), role=Role.CLERK, started=today())
    with on("09-22"):
        start_limit(HANDLE, matter)
    Post.objects.update(started="2025-01-01")
    Deputy.objects.update(started="2025-01-01")
    for day in ("11-20", "11-25", "11-28", "12-05"):
        with on(day):
            follow_limits(10)
    told = {
        kind: set(Message.objects.filter(notice__kind=kind).values_list("person", flat=True)) for kind in (NEAR, OVER)
    }
    assert told == {NEAR: {cast.person(FREE).pk}, OVER: {cast.person(FREE).pk}}
    posts = {post.person_id: post for post in Post.objects.filter(union=cast.union("county"), role=Role.CHAIR)}
    counts = {key: next(iter(open_tasks(posts[cast.person(key).pk]))).count for key in (FREE, BARRED)}
    assert counts == {FREE: 1, BARRED: 0}


def test_its_public_notice_hangs_for_others(cast: Cast, matter: Matter) -> None:
    notice = hang_notice(cast.actor(FREE), matter, KIND)
    assert [may_read(cast.actor(who), notice) for who in (FREE, BARRED, "member")] == [True, False, True]


__all__ = ["fresh_versions", "in_english", "matter", "whole_city"]
