"""A worker asks on a phone, the federation answers, candidates are named and votes counted, at 390 pixels."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.engines.matters.models import Matter
from niangjia.engines.people.models import Union
from niangjia.foundation.clock import today
from niangjia.services.founding.elections.models import Election

from .conftest import OFFICER, ORGANISER, asked, on, peopled, prepared, slates, to_the_meeting

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
KNOWN = ("Word", "Excel", "OFD")


def _asks(visitor: Visitor, cast: Cast) -> Matter:
    page = visitor.page
    visitor.sign_in(cast, "worker")
    visitor.go("/founding/")
    visitor.look("founding-request")
    page.get_by_label("单位（区域、行业）名称").fill("石河水泥厂")
    page.get_by_label("职工多少人").fill("320")
    page.get_by_label("谁想建会").fill("班组里都想有工会")
    page.locator("main form button[type=submit]").last.click()
    visitor.look("founding-mine", known_names=KNOWN)
    return Matter.objects.latest("pk")


def _answers(visitor: Visitor, cast: Cast, matter: Matter) -> Union:
    page = visitor.page
    page.context.clear_cookies()
    visitor.sign_in(cast, OFFICER)
    visitor.go("/founding/desk/?union=" + str(cast.union("county").pk))
    visitor.look("founding-desk")
    page.get_by_role("link", name="石河水泥厂").first.click()
    page.locator("[name=group]").first.fill("李大山 组长")
    page.locator("[name=organiser]").first.select_option(str(cast.person(ORGANISER).pk))
    page.get_by_role("radio", name="同意筹备").first.check()
    visitor.look("founding-answer", known_names=KNOWN)
    page.get_by_role("button", name="办完这一步").first.click()
    expect(page.get_by_text("筹备中").first).to_be_visible()
    return Union.objects.get(name="石河水泥厂工会")


def _names(visitor: Visitor, cast: Cast, union: Union) -> Election:
    page, people = visitor.page, peopled(union, 60)
    page.context.clear_cookies()
    visitor.sign_in(cast, ORGANISER)
    visitor.go(f"/founding/desk/?union={union.pk}")
    page.get_by_role("link", name="石河水泥厂工会").first.click()
    page.get_by_role("link", name="填写候选人").click()
    typed = slates(people, (5, 3, 3))
    for name, value in typed.items():
        if name not in ("assembly", "clean_hands"):
            page.locator(f"[name={name}]").fill(value)
    visitor.look("founding-candidates")
    page.locator("[name=clean_hands]").check()
    page.get_by_role("button", name="保存").click()
    visitor.look("founding-named", known_names=KNOWN)
    return Election.objects.get(union=union)


def test_a_worker_asks_and_the_candidates_are_named(visitor: Visitor, county: Cast) -> None:
    matter = _asks(visitor, county)
    union = _answers(visitor, county, matter)
    election = _names(visitor, county, union)
    assert election.ballots.count() == 3
    _counts(visitor, county)


def _counts(visitor: Visitor, cast: Cast) -> None:
    """Of another union, whose candidates have hung out long enough."""
    with on(today() - timedelta(days=30)):
        matter = asked(cast, name="石河砖厂")
        union = prepared(cast, matter, union_name="石河砖厂工会", union_code="110104")
        election = to_the_meeting(cast, union, peopled(union, 300))
    page = visitor.page
    visitor.go(f"/founding/desk/elections/{election.pk}/count/")
    form = page.locator("main form").first
    form.locator("[name=day]").fill(str(today()))
    for name, value in (
        ("due", 300),
        ("present", 199),
        ("given_out", 199),
        ("returned", 199),
        ("valid", 199),
        ("invalid", 0),
    ):
        form.locator(f"[name={name}]").fill(str(value))
    for box in form.locator("[name^=votes_]").all():
        box.fill("151")
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_text("到会人数不足").first).to_be_visible()
    visitor.look("founding-count")
