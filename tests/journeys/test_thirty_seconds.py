"""The demo city on a telephone: from the address to one's own record, and a courier who is no member."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.db.models import Exists, OuterRef
from playwright.sync_api import expect

from niangjia.engines.notices.channels.pad import PadText
from niangjia.engines.people.demo.filling import fill_demo
from niangjia.engines.people.memberships.models import COUNTED
from niangjia.engines.people.models import IdentityDocument, Membership, Person, SealedDetail
from niangjia.engines.people.persons.identifying import PHONE
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.identity import mask_name

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.harness.browser import Visitor

pytestmark = pytest.mark.browser
FIRST_PAGE = 150 * 1024  # bytes over the wire


@dataclass(frozen=True, repr=False)
class Somebody:
    """One of the invented city: the name as it is shown, the union, telephone and last six."""

    masked: str
    union: str
    phone: str
    six: str


@dataclass
class Taps:
    """Counts what is tapped."""

    count: int = 0

    def on(self, what: Locator) -> None:
        what.click()
        self.count += 1


@pytest.fixture
def city(committed: str) -> None:
    """The small demo; `committed` empties the tables afterwards."""
    fill_demo("small")


def _somebody(*, member: bool, **more: object) -> Somebody:
    """A person of the demo without an account and without a consent, with a telephone and a resident ID."""
    with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
        counts = Exists(Membership.objects.filter(person=OuterRef("pk"), state__in=COUNTED))
        phones = Exists(SealedDetail.objects.filter(person=OuterRef("pk"), kind=PHONE))
        cards = Exists(IdentityDocument.objects.filter(person=OuterRef("pk"), kind="resident_id"))
        found = Person.objects.filter(
            phones, cards, account=None, consents=None, posts=None, died=None, state=Person.State.COMPLETE, **more
        )
        person = found.filter(counts if member else ~counts).select_related("home").order_by("pk")[0]
        phone = person.details.filter(kind=PHONE).earliest("position").value.reveal()
        card = person.documents.filter(kind="resident_id").earliest("pk").number.reveal()
        held = person.memberships.filter(state__in=COUNTED).select_related("union").first()
        union = held.union if held else person.home
        return Somebody(mask_name(person.name), union.name, phone.removeprefix("+86"), card[-6:])


def _code() -> str:
    found = re.search(r"[0-9]{6}", PadText.objects.latest("pk").body)
    assert found
    return found[0]


def _to_the_record(visitor: Visitor, one: Somebody) -> int:
    """From the address to the own record; answers how often something was tapped."""
    page, tap = visitor.page, Taps()
    visitor.go("/")
    tap.on(page.get_by_role("link", name="登录").first)
    page.get_by_label("手机号码").fill(one.phone)
    tap.on(page.get_by_role("button", name="获取验证码"))
    page.get_by_label("短信验证码").fill(_code())
    tap.on(page.get_by_role("button", name="下一步"))
    page.get_by_label("身份证后六位").fill(one.six)
    tap.on(page.get_by_role("button", name="查找我的档案"))
    expect(page.get_by_role("heading", name="您的档案")).to_be_visible()
    expect(page.get_by_text(f"{one.masked}，{one.union}")).to_be_visible()
    return tap.count


@pytest.mark.usefixtures("city")
def test_a_member_of_the_demo_city_is_at_the_own_record_in_four_taps(visitor: Visitor) -> None:
    weights: list[int] = []
    visitor.page.on("response", lambda answer: weights.append(answer.request.sizes()["responseBodySize"]))
    visitor.go("/")
    visitor.page.wait_for_load_state("networkidle")
    assert 0 < sum(weights) < FIRST_PAGE, weights
    visitor.look("demo-first-page")
    assert _to_the_record(visitor, _somebody(member=True)) <= 4
    visitor.look("demo-found")
    visitor.page.get_by_label("同时用短信告诉我").check()
    visitor.page.get_by_role("button", name="是我，继续").click()
    expect(visitor.page.get_by_role("heading", name=re.compile("您好"))).to_be_visible()
    visitor.look("demo-home")
    visitor.go("/me/record/")
    visitor.look("demo-record")
    visitor.go("/me/consents/")
    expect(visitor.page.get_by_text(re.compile("日已同意"))).to_be_visible()


@pytest.mark.usefixtures("city")
def test_a_courier_who_is_no_member_sees_what_is_there_for_all(visitor: Visitor) -> None:
    _to_the_record(visitor, _somebody(member=False, new_form="2"))
    expect(visitor.page.get_by_text("在此工作，尚未入会")).to_be_visible()
    visitor.page.get_by_role("button", name="是我，继续").click()
    page = visitor.page
    expect(page.get_by_role("link", name="拨打 12351")).to_be_visible()
    expect(page.locator('a[href="tel:120"]')).to_be_visible()
    visitor.look("demo-courier")
    visitor.go("/services/")
    visitor.look("demo-courier-hall")
    visitor.go("/me/card/")
    visitor.look("demo-courier-card")
