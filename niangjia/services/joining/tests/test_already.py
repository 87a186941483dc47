"""Who has asked, or is a member, fills in nothing again: the page says how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import COUNTY, MINE, application

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def test_who_has_asked_or_is_a_member_is_told_so(cast: Cast) -> None:
    _ = cast["clerk"]
    worker, mine = cast.client("worker"), cast.union("mine")
    assert 'name="signed"' in worker.get(MINE).content.decode()
    assert worker.post(MINE, {"employer": "石河煤业", "signed": "on"}).status_code == 302
    asked = application()
    for url in (MINE, COUNTY):  # also after going back, or with another union's code
        page = worker.get(url).content.decode()
        assert f"加入{mine.name}的申请正在办理" in page
        assert f"/matters/{asked.matter_id}/" in page
        assert 'name="signed"' not in page
    member = cast.client("member")
    assert "您已是本会会员" in member.get(MINE).content.decode()
    assert 'name="signed"' in member.get("/joining/at/110102/").content.decode(), "elsewhere it is a transfer"
