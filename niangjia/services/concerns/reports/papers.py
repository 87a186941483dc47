"""The urgent report (重大紧急信访事项报告) as a paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Facts, Field, PaperKind, Sheet, Template, Text, register_paper, register_series
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import Retention
from niangjia.engines.papers.kinds.sheet import Heading
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.said import Packed

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = (("基本情况", "happened"), ("已采取的措施", "done"), ("下一步打算和请示事项", "asks"))
BODIES = {
    "party": "同级党委",
    "government": "同级人民政府",
    "petitions": "同级信访工作联席会议",
    "above": "上级工会",
}


@dataclass(frozen=True, repr=False, kw_only=True)
class Situation(Packed):
    """What is reported, as it is sealed."""

    happened: str
    done: str
    asks: str = ""


def _report(data: Mapping[str, Any]) -> Sheet:
    facts = Facts((("事项编号", data["matter"]), ("类别", data["about"]), ("涉及单位", data.get("employer") or "—"),
                   ("涉及人数", data["people"]), ("获知日期", data["known"])))  # fmt: skip
    blocks: list[Any] = [facts]
    for title, name in PARTS:
        if data.get(name):
            blocks += [Heading(title), Text(tuple(data[name]))]
    title = "重大紧急信访事项续报" if data.get("before") else "重大紧急信访事项报告"
    note = f"续报：{data['before']}" if data.get("before") else "信访工作条例第二十五条"
    return Sheet(title, tuple(blocks), to=f"{'、'.join(data['bodies'])}：", note=note)


register_series("concern_urgent", "诉急")
URGENT = register_paper(
    PaperKind(
        "concerns.urgent",
        _("Urgent report"),
        Template.OFFICIAL,
        _report,
        (
            Field("matter", _("Number of the matter")),
            Field("about", _("Its subject")),
            Field("employer", _("Employer"), required=False),
            Field("people", _("How many are concerned?")),
            Field("known", _("Known since")),
            Field("bodies", _("Reported to"), FieldKind.LINES),
            Field("happened", _("What happened"), FieldKind.LINES),
            Field("done", _("What was done so far"), FieldKind.LINES),
            Field("asks", _("What comes next, what is asked for"), FieldKind.LINES, required=False),
            Field("before", _("Number of the report before"), required=False),
        ),
        series="concern_urgent",
        signs=HANDLE,
        checked=False,
        retention=Retention.PERMANENT,
    )
)
