"""Public notices at the desk, for members, and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.engines.matters.public_notices.models import PublicNotice
from niangjia.engines.matters.public_notices.objecting import enter_objection
from niangjia.engines.matters.tests.test_api import Program

from .samples import waiting

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")
DESK = "/desk/matters/public-notices/"


def test_the_desk_lists_what_is_to_be_done_with_them(cast: Cast) -> None:
    matter = waiting(cast)
    clerk, other = cast.client("clerk"), cast.client("other_clerk")
    assert matter.number in clerk.get(f"{DESK}?show=waiting").content.decode()
    assert matter.number not in clerk.get(DESK).content.decode()
    assert "试办慰问公示" not in cast.client("member").get("/").content.decode()

    notice = hung_for_sure(cast, clerk, matter.pk)
    assert matter.number not in clerk.get(f"{DESK}?show=waiting").content.decode()
    assert matter.number in clerk.get(DESK).content.decode()
    assert matter.number not in other.get(DESK).content.decode()
    assert "试办慰问公示" in cast.client("member").get("/").content.decode()
    assert "/public-notices/" in cast.client("member").get("/me/").content.decode()

    _ = cast["clerk"]
    enter_objection(cast.actor("clerk"), notice, "不符合条件")
    page = clerk.get(f"{DESK}?show=objections").content.decode()
    assert matter.number in page
    assert "不符合条件" not in page  # it is sealed, and read on the page of the matter
    with CaptureQueriesContext(connection) as asked:
        clerk.get(DESK)
    assert len(asked) < 30
    clerk.post(f"{DESK}{notice.pk}/removal/", {"reason": "写错了"})
    assert matter.number in clerk.get(f"{DESK}?show=over").content.decode()
    assert clerk.get(f"{DESK}?show=x").status_code == 200


def hung_for_sure(cast: Cast, clerk: object, matter_id: int) -> PublicNotice:
    answer = clerk.post(f"/desk/matters/{matter_id}/public-notice/")  # type: ignore[attr-defined]
    assert answer.status_code == 302
    return PublicNotice.objects.get(matter=matter_id)


def test_programs_hang_answer_and_take_down(cast: Cast) -> None:
    matter = waiting(cast)
    _ = cast["other_clerk"]
    clerk = Program(cast, "clerk")
    made = clerk.post(f"/{matter.pk}/public-notice", {}).json()
    assert made["matter"] == matter.pk
    assert clerk.post(f"/{matter.pk}/public-notice", {}).status_code == 409
    assert [one["id"] for one in clerk.get("/public-notices?state=1").json()["items"]] == [made["id"]]
    assert Program(cast, "other_clerk").get("/public-notices").json()["items"] == []
    objection = enter_objection(cast.actor("clerk"), PublicNotice.objects.get(), "不符合条件")
    listed = clerk.get(f"/public-notices/{made['id']}/objections").json()
    assert [(one["id"], one["state"]) for one in listed] == [(objection.pk, 1)]
    assert clerk.post(f"/objections/{objection.pk}/answer", {"answer": " "}).status_code == 409
    assert clerk.post(f"/objections/{objection.pk}/answer", {"answer": "已核实", "upheld": True}).json()["state"] == 2
    assert clerk.post(f"/public-notices/{made['id']}/removal", {"reason": ""}).status_code == 409
    assert clerk.post(f"/public-notices/{made['id']}/removal", {"reason": "重办"}).json()["state"] == 3
    assert clerk.get("/public-notices?state=9").status_code == 422
