"""Blocks that many papers share, in Chinese as papers are: who it is about, opinions, signatures, the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sheet import Facts, Foot, Opinion, Signature

if TYPE_CHECKING:
    from collections.abc import Mapping

# In their order on a form: label, name of the datum.
PERSON = (
    ("姓名", "name"),
    ("性别", "sex"),
    ("出生年月", "born"),
    ("民族", "ethnicity"),
    ("证件号码", "document"),
    ("联系电话", "phone"),
    ("工作单位", "employer"),
    ("所在工会", "union"),
)
OPINIONS = ("工会小组（分会）意见", "基层工会委员会意见", "上级工会意见")
FOOT = ("填报单位（章）", "单位负责人", "审核人", "填表人", "联系电话", "填报日期")


def person_facts(told: Mapping[str, str]) -> Facts:
    """[人] Who it is about: what is told of PERSON, numbers masked by whoever tells them."""
    return Facts(tuple((label, told[name]) for label, name in PERSON if told.get(name)))


def opinion_boxes(*titles: str) -> tuple[Opinion, ...]:
    """[意] Boxes from the group upwards, to be filled in, stamped and dated by hand."""
    return tuple(Opinion(title, seal=at > 0) for at, title in enumerate(titles or OPINIONS))


def own_signature(label: str = "本人签名") -> Signature:
    """[签] Where the person signs."""
    return Signature(label)


def report_foot(
    *, unit: str, head: str = "", checker: str = "", preparer: str = "", phone: str = "", day: str = ""
) -> Foot:
    """[表尾] Reporting unit (seal), head, checker, preparer, telephone, date; what is empty is written by hand."""
    values = (unit, head, checker, preparer, phone, day)
    return Foot(tuple(zip(FOOT, (value or "　　　　　" for value in values), strict=True)))
