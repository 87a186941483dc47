from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.notices.groups.models import WeChatGroup
from niangjia.engines.people.unions.hooks import Merging, on_merge
from niangjia.foundation.access.actor import actor_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("db")


def test_groups_go_along_when_a_union_goes_into_another(cast: Cast) -> None:
    mine, school = cast.union("mine"), cast.union("school")
    group = WeChatGroup.objects.create(union=school, name="一中教职工", size=40)
    merging = Merging(actor_of(cast["upper_officer"]), gone=school, into=mine, day=date(2026, 1, 1), paper="")
    assert on_merge.steps["notices.wechatgroup.union"](merging) == 1
    group.refresh_from_db()
    assert group.union == mine
