from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.notices.broadcasts.models import Broadcast, SavedAudience, State
from niangjia.engines.notices.circulars.models import Circular, CircularReceipt
from niangjia.engines.notices.groups.models import WeChatGroup
from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.sending.choices import choices_of
from niangjia.engines.notices.sending.models import Choice, Message, Notice
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

from .samples import LEGAL, PLAIN, WORDS, phoned

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def _words(cast: Cast, **more: str) -> dict[str, str]:
    _ = cast["clerk"]
    to = str(cast.union("mine").pk)
    return {"title": "体检通知", "body": "下周一开始。", "to": to, "whom": "members", "below": "on", **more}


def test_writing_leads_to_the_preview_and_sending_to_the_counts(cast: Cast) -> None:
    client = cast.client("clerk")
    page = client.post("/desk/notices/broadcasts/new/", _words(cast, save_as="全矿"), follow=True).content.decode()
    assert "石河煤矿工会委员会及所有下级" in page
    made = Broadcast.objects.get()
    assert SavedAudience.objects.get().name == "全矿"
    client.post(f"/desk/notices/broadcasts/{made.pk}/release/")
    run_slice(Job.objects.get(kind="notices.broadcast").pk)
    page = client.get(f"/desk/notices/broadcasts/{made.pk}/").content.decode()
    assert "已发出" in page
    assert f"/n/{made.code}/" in page
    assert "体检通知" in client.get("/desk/notices/").content.decode()
    kept = client.post("/desk/notices/broadcasts/new/", _words(cast, saved=str(SavedAudience.objects.get().pk)))
    assert kept.status_code == 302


def test_what_does_not_fit_is_said_at_its_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    answer = cast.client("clerk").post(
        "/desk/notices/broadcasts/new/", _words(cast, title="", body="请11010519491231002X来领取")
    )
    assert answer.status_code == 422
    assert "请11010519491231002X来领取" in answer.content.decode()
    answer = cast.client("clerk").post("/desk/notices/broadcasts/new/", _words(cast, body="11010519491231002X"))
    assert "证件号" in answer.content.decode()
    assert not Broadcast.objects.exists()


def test_the_second_person_finds_it_in_the_outbox(cast: Cast) -> None:
    cast.client("clerk").post("/desk/notices/broadcasts/new/", _words(cast))
    Broadcast.objects.update(state=State.PROPOSED)
    url = f"/desk/notices/broadcasts/{Broadcast.objects.get().pk}/"
    assert "体检通知" in cast.client("chair").get("/desk/notices/").content.decode()
    assert "confirmation/" in cast.client("chair").get(url).content.decode()
    assert "confirmation/" not in cast.client("clerk").get(url).content.decode()
    answer = cast.client("clerk").post(f"{url}confirmation/", follow=True).content.decode()
    assert "须由" in answer


def test_the_sender_sees_who_was_not_reached_and_why(cast: Cast) -> None:
    person = phoned(cast)
    notice = send(PLATFORM, PLAIN, person, union=cast.union("mine"), variables=WORDS, key="test.1")
    Message.objects.filter(channel=Channel.SMS).update(state=6, reason="no_address")
    page = cast.client("chair").get(f"/desk/notices/sent/{notice.pk}/").content.decode()
    assert "王小梅" in page
    assert "没有手机号" in page


def test_a_circular_goes_down_and_its_reply_comes_up(cast: Cast) -> None:
    _ = cast["clerk"]
    officer, clerk = cast.client("upper_officer"), cast.client("clerk")
    to = [str(cast.union("county").pk)]
    data = {"title": "报送年报", "body": "请报送。", "wants_reply": "on", "to": to}
    assert officer.post("/desk/notices/circulars/new/", data).status_code == 302
    county = CircularReceipt.objects.get()
    passing = f"/desk/notices/circulars/received/{county.pk}/passing-on/"
    data["to"] = [str(cast.union("mine").pk), str(cast.union("school").pk)]
    assert officer.post(passing, data).status_code == 302
    receipt = CircularReceipt.objects.get(union=cast.union("mine"))
    url = f"/desk/notices/circulars/received/{receipt.pk}/"
    assert "报送年报" in clerk.get("/desk/notices/circulars/").content.decode()
    clerk.post(f"{url}confirmation/")
    clerk.post(f"{url}reply/", {"reply": "已报送"})
    page = officer.get(f"/desk/notices/circulars/{Circular.objects.latest('pk').pk}/").content.decode()
    assert "已报送" in page
    assert clerk.post(f"{url}reply/", {"reply": ""}).status_code == 422
    assert "云州市总工会" in clerk.get(url).content.decode()


def test_groups_are_entered_and_corrected(cast: Cast) -> None:
    _ = cast["clerk"]
    client = cast.client("clerk")
    data = {"union": cast.union("shaft").pk, "name": "采煤一队群", "owner": "何强", "size": "87", "note": "码在柜里"}
    client.post("/desk/notices/groups/new/", data)
    group = WeChatGroup.objects.get()
    assert "采煤一队群" in client.get("/desk/notices/groups/").content.decode()
    assert client.post("/desk/notices/groups/new/", {**data, "size": "-1"}).status_code == 422
    client.post(f"/desk/notices/groups/{group.pk}/", {**data, "closed": "on"})
    assert "采煤一队群" not in client.get("/desk/notices/groups/").content.decode()


def test_opening_a_message_is_reading_it(cast: Cast) -> None:
    person, client = phoned(cast), cast.client("member")
    notice = send(PLATFORM, LEGAL, person, union=cast.union("mine"), variables=WORDS, key="test.1")
    send(PLATFORM, PLAIN, person, union=cast.union("mine"), variables=WORDS, key="test.2")
    page = client.get("/messages/").content.decode()
    assert page.index("未读") < page.index("法定通知")
    page = client.get(f"/messages/{notice.pk}/").content.decode()
    assert "体检可以预约了，编号7" in page
    assert Message.objects.get(notice=notice, channel=Channel.APP).read
    assert cast.client("worker").get(f"/messages/{notice.pk}/").status_code == 404


def test_choices_are_kept_and_the_law_is_not_asked(cast: Cast) -> None:
    person, client = phoned(cast), cast.client("member")
    page = client.get("/messages/choices/").content.decode()
    assert "法律要求" in page
    client.post("/messages/choices/", {"email": "xm@example.com", "wanted": [f"{PLAIN}:4"]})
    found = {(row.kind, row.channel): row.wanted for row in Choice.objects.filter(person=person)}
    assert _texts(cast, person) is False
    assert found[("", Channel.EMAIL)] is True
    assert found[(PLAIN, Channel.SMS)] is False
    assert found[(PLAIN, Channel.EMAIL)] is True
    assert not [key for key in found if key[0] == LEGAL or key[1] == Channel.WECHAT]  # what was not asked
    wrong = client.post("/messages/choices/", {"email": "xm", "wanted": [f"{PLAIN}:2"]})
    assert wrong.status_code == 422
    assert f'value="{PLAIN}:2" checked' in wrong.content.decode()  # nothing is lost
    assert 'value="2" checked' not in wrong.content.decode()
    client.post("/messages/choices/", {"email": "", "wanted": ["2"]})
    assert _texts(cast, person) is True
    assert ("", Channel.SMS) not in found  # one consent, and people has it


def _texts(cast: Cast, person: Person) -> bool:
    with acting(cast.actor("member")):
        return choices_of(person).channels[Channel.SMS]


def test_a_short_link_shows_what_is_public_to_all_and_the_rest_to_whom_it_was_for(cast: Cast) -> None:
    _ = cast["member"]
    cast.client("clerk").post("/desk/notices/broadcasts/new/", _words(cast))
    made = Broadcast.objects.get()
    url = f"/n/{made.code}/"
    assert cast.client("stranger").get(url).status_code == 404  # not out yet
    cast.client("clerk").post(f"/desk/notices/broadcasts/{made.pk}/release/")
    run_slice(Job.objects.get(kind="notices.broadcast").pk)
    assert cast.client("member").get(url).headers["Location"] == f"/messages/{Notice.objects.get().pk}/"
    assert "sign-in" in cast.client("stranger").get(url).headers["Location"]
    assert cast.client("other_clerk").get(url).status_code == 404
    Broadcast.objects.update(is_public=True)
    assert "下周一开始" in cast.client("stranger").get(url).content.decode()
