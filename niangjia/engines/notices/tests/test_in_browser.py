"""Writing to many with a second person, a circular and its reply, a member's messages, in a real browser."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.notices.broadcasts.models import Broadcast
from niangjia.engines.notices.channels.pad import PadText
from niangjia.engines.notices.circulars.models import CircularReceipt
from niangjia.engines.notices.groups.models import WeChatGroup
from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.scope import everywhere
from niangjia.engines.rules.actions import set_parameter
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from tests.harness.browser import PICTURES

from .samples import give_phone

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
LINKS = ("http", "localhost", "svg", "png")


def _phones(cast: Cast) -> None:
    _ = cast["clerk"], cast["chair"]
    with everywhere(PLATFORM, "a test"):
        for number, key in enumerate(("member", "clerk", "chair")):
            give_phone(cast.person(key), f"1380013800{number}")


def test_a_clerk_writes_the_chair_confirms_and_both_see_how_it_came_through(visitor: Visitor, cast: Cast) -> None:
    _phones(cast)
    set_parameter(PLATFORM, "notices.second_person_from", 5, basis="市规定", valid_from=date(2020, 1, 1))
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/notices/")
    visitor.look("notices-outbox-empty")
    visitor.go("/desk/notices/broadcasts/new/")
    page.get_by_label("标题").fill("关于开展2026年职工体检的通知")
    page.get_by_label("正文").fill("各位会员：\n\n体检从下周一开始，请带身份证到矿医院。")
    page.get_by_label("同时发短信").check()
    visitor.look("notices-write")
    page.get_by_role("button", name="下一步").click()
    visitor.look("notices-preview")
    page.get_by_role("button", name="提交确认").click()
    visitor.look("notices-proposed")

    page.context.clear_cookies()
    visitor.sign_in(cast, "chair")
    visitor.go("/desk/notices/")
    visitor.look("notices-outbox-waiting")
    page.get_by_role("link", name="关于开展").click()
    page.get_by_role("button", name="确认并发送").click()
    run_slice(Job.objects.get(kind="notices.broadcast").pk)
    Message.objects.filter(channel=Channel.SMS, person=cast.person("member").pk).update(state=6, reason="bad_address")
    visitor.go(f"/desk/notices/broadcasts/{Broadcast.objects.get().pk}/")
    visitor.look("notices-sent", known_names=(*LINKS, *re.findall("[a-z]+", Broadcast.objects.get().code)))
    page.get_by_role("link", name="查看未送达人员").click()
    visitor.look("notices-failures")
    card = page.request.get(f"{visitor.address}/desk/notices/broadcasts/{Broadcast.objects.get().pk}/card.svg")
    (PICTURES / "notices-card.svg").write_bytes(card.body())


def test_what_is_wrong_stands_at_its_field(visitor: Visitor, cast: Cast) -> None:
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/notices/broadcasts/new/")
    visitor.page.get_by_role("button", name="下一步").click()
    visitor.look("notices-write-wrong")


def test_a_circular_goes_down_and_is_answered(visitor: Visitor, cast: Cast) -> None:
    _ = cast["clerk"]
    page = visitor.page
    visitor.sign_in(cast, "upper_officer")
    visitor.go("/desk/notices/circulars/new/")
    page.get_by_label("标题").fill("关于报送工会年报的通知")
    page.get_by_label("正文").fill("请于月底前报送。")
    page.get_by_label("要求回复").check()
    visitor.look("notices-circular-write")
    page.get_by_role("button", name="发送").click()
    visitor.look("notices-circular-sent")
    visitor.go("/desk/notices/circulars/")
    visitor.look("notices-circulars")
    visitor.go(f"/desk/notices/circulars/received/{CircularReceipt.objects.earliest('pk').pk}/")
    visitor.look("notices-receipt")
    page.get_by_role("button", name="签收").click()
    page.get_by_label("回复", exact=True).fill("已布置。")
    page.get_by_role("button", name="提交回复").click()
    visitor.look("notices-replied")


def test_groups_are_registered(visitor: Visitor, cast: Cast) -> None:
    _ = cast["clerk"]
    for number in range(4):
        WeChatGroup.objects.create(
            union=cast.union("shaft"), name=f"采煤一队{number}班", owner="何强", size=60 + number
        )
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/notices/groups/")
    visitor.look("notices-groups")
    visitor.go("/desk/notices/groups/new/")
    visitor.look("notices-group-new")


def test_a_member_reads_and_chooses(visitor: Visitor, cast: Cast) -> None:
    page, person = visitor.page, None
    visitor.sign_in(cast, "member")
    visitor.go("/messages/")
    visitor.look("messages-empty")
    person, mine = cast.person("member"), cast.union("mine")
    news = {"title": "关于开展2026年职工体检的通知", "body": "各位会员：\n\n体检从下周一开始，请带身份证到矿医院。"}
    call = {"title": "召开职工代表大会的通知", "body": "会议定于12月5日召开，审议集体合同草案。"}
    send(PLATFORM, "notices.news", person, union=mine, variables=news, key="test.1")
    send(PLATFORM, "notices.legal_notice", person, union=mine, variables=call, key="test.2")
    send(PLATFORM, "notices.circular", person, union=mine, variables={"title": "报送年报"}, key="test.3")
    visitor.go("/messages/")
    page.get_by_role("link", name="报送年报").click()
    visitor.go("/messages/")
    visitor.look("messages-inbox")
    page.get_by_role("link", name="职工代表大会").click()
    visitor.look("messages-message")
    visitor.go("/messages/choices/")
    visitor.look("messages-choices", known_names=("name", "example", "com"))
    page.get_by_label("接收法定通知以外的短信").uncheck()
    page.get_by_label("电子邮箱").fill("xm")
    page.get_by_role("button", name="保存").click()
    visitor.look("messages-choices-wrong", known_names=("name", "example", "com"))


def test_the_demo_shows_its_texts(visitor: Visitor) -> None:
    visitor.go("/demo/texts/")
    visitor.look("demo-texts-empty")
    PadText.objects.create(phone="138****8000", body="【石河煤矿工会委员会】体检可以预约了")
    visitor.go("/demo/texts/")
    visitor.look("demo-texts")
