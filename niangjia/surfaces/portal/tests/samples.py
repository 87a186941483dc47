"""A member with something in the record, and a service's face for the portal's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from niangjia.engines.people.models import IdentityDocument, Relative, SealedDetail
from niangjia.engines.people.persons.tests.samples import resident_id
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.faces import Block, BlockLine, Face, Slot

if TYPE_CHECKING:
    import pytest

    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor
    from tests.harness.people import Cast

PHONE = "+8613800138000"


def furnish(cast: Cast, key: str = "member") -> Person:
    """Give the record of one of the cast a document, a telephone and a child; the union a telephone."""
    _ = cast[key]
    person, mine = cast.person(key), cast.union("mine")
    mine.phone, mine.address = "0999-1234567", "石河县矿山路1号"
    mine.save(update_fields=["phone", "address"])
    with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
        document = IdentityDocument(person=person, kind="resident_id")
        document.number = resident_id().number
        document.save()
        detail = SealedDetail(person=person, kind="phone")
        detail.value = PHONE
        detail.save()
        Relative.objects.create(person=person, relation="child", name="王小小")
    return person


def offers(actor: Actor) -> Block | None:
    """What a service fills in for somebody with a record."""
    if not actor.person_id:
        return None
    lines = (BlockLine("互助金", "住院互助，凭发票申请", side="最高 20,000 元", url="/services/", icon="coin"),)
    return Block(Slot.OFFERS, "我能领", lines, icon="gift")


def news(actor: Actor) -> Block | None:
    """What everybody may read."""
    return Block(
        Slot.NEWS, "最新消息", (BlockLine("职工运动会开始报名", side="11月20日", url="/services/"),), icon="news"
    )


def broken(actor: Actor) -> Block | None:
    """A service with a mistake: it asks the database for what is not there."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    return None


FACES = (
    Face(
        "relief", "困难帮扶", "生活、医疗、助学困难，工会帮一把", "care", start="portal:hall", words=("救助", "低保")
    ),
    Face(
        "advice",
        "法律咨询",
        "工资、合同、工伤，问工会律师",
        "rights",
        start="portal:hall",
        for_all=True,
        icon="scale",
    ),
    Face("health", "职工体检", "每年一次免费体检", "health", start="portal:hall", blocks=(offers, news)),
)


def open_services(monkeypatch: pytest.MonkeyPatch, *found: Face) -> None:
    """Let these be the services of the house."""
    for place in ("foundation.faces.blocks", "surfaces.portal.hall"):
        monkeypatch.setattr(f"niangjia.{place}.faces", lambda: found or FACES)
