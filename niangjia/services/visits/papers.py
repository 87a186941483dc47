"""Record of a visit, register of problems, plan of a reception day, report of an investigation; papers speak Chinese.

Fields after practice.md section 4 (接访安排表; 走访记录; 问题清单台账: 号·问题·责任·时限·结果·销号签字; 调研报告).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Facts, Field, PaperKind, Sheet, Template, Text, register_paper, register_series
from niangjia.engines.papers.kinds.blocks import report_foot
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import Retention
from niangjia.engines.papers.kinds.sheet import Column, Grid, Heading, Signature

from .permissions import VISIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    Data = Mapping[str, Any]

REGISTER = (
    Column("编号", 3),
    Column("问题", 6),
    Column("责任人", 2),
    Column("时限", 2),
    Column("结果", 4),
    Column("销号签字", 2, sign=True),
)
QUEUE = (Column("号"), Column("姓名", 2), Column("反映事项", 6), Column("接待情况", 4), Column("签名", 2, sign=True))


def _record(data: Data) -> Sheet:
    facts = Facts(
        (("日期", data["day"]), ("地点", data["place"]), ("走访人员", data["visitors"]), ("事由", data["purpose"]))
    )
    settled = (Heading("现场解决"), Text((data["settled"],))) if data.get("settled") else ()
    blocks = (
        facts,
        Heading("走访对象"),
        Text((data["met"],)),
        Heading("了解到的情况"),
        Text((data["heard"],)),
        *settled,
        Signature("走访人签名"),
    )
    return Sheet("走访记录", blocks)


def _register(data: Data) -> Sheet:
    rows = tuple(tuple(row) for row in data["rows"])
    foot = report_foot(unit=data["home"], preparer=data.get("preparer") or "", day=data["day"])
    return Sheet("问题清单台账", (Grid(REGISTER, rows), foot))


def _reception(data: Data) -> Sheet:
    facts = Facts((("接访领导", data["leader"]), ("时间", data["when"]), ("地点", data["place"])))
    return Sheet("领导接访安排表", (facts, Grid(QUEUE, tuple(tuple(row) for row in data["rows"]))))


def _report(data: Data) -> Sheet:
    parts = (("调研情况", "found"), ("存在问题", "problems"), ("对策建议", "advice"))
    blocks: list[Any] = [Facts((("调研时间", data["period"]), ("调研对象", data["whom"])))]
    for title, name in parts:
        blocks += [Heading(title), Text(tuple(data[name]))]
    return Sheet(f"关于{data['subject']}的调研报告", tuple(blocks))


register_series("visits", "访")
RECORD = register_paper(
    PaperKind(
        "visits.record",
        _("Record of a visit"),
        Template.FORM,
        _record,
        (
            Field("day", _("Day")),
            Field("place", _("To which place?")),
            Field("visitors", _("Who goes?")),
            Field("purpose", _("What for?")),
            Field("met", _("Whom did you meet?")),
            Field("heard", _("What did you hear?")),
            Field("settled", _("What was settled on the spot?"), required=False),
        ),
        series="visits",
        signs=VISIT,
        checked=False,
        sealed=False,
        delivered=False,
        retention=Retention.TEN,
    )
)
PROBLEMS = register_paper(
    PaperKind(
        "visits.register",
        _("Register of problems"),
        Template.WIDE,
        _register,
        (
            Field("home", _("Union")),
            Field("day", _("Day")),
            Field("preparer", _("Preparer"), required=False),
            Field("rows", _("Rows"), FieldKind.ROWS),
        ),
        series="visits",
        signs=VISIT,
        checked=False,
        delivered=False,
        retention=Retention.TEN,
    )
)
ARRANGED = register_paper(
    PaperKind(
        "visits.reception",
        _("Plan of a reception day"),
        Template.WIDE,
        _reception,
        (
            Field("leader", _("Which leader?")),
            Field("when", _("Date")),
            Field("place", _("To which place?")),
            Field("rows", _("Rows"), FieldKind.ROWS),
        ),
        series="visits",
        signs=VISIT,
        checked=False,
        sealed=False,
        delivered=False,
        retention=Retention.TEN,
    )
)
REPORT = register_paper(
    PaperKind(
        "visits.report",
        _("Report of an investigation"),
        Template.OFFICIAL,
        _report,
        (
            Field("subject", _("Subject of the investigation")),
            Field("period", _("When it was made")),
            Field("whom", _("Who was asked")),
            Field("found", _("What was found"), FieldKind.LINES),
            Field("problems", _("Problems"), FieldKind.LINES),
            Field("advice", _("Advice"), FieldKind.LINES),
        ),
        caption=lambda data: f"关于{data['subject']}的调研报告",
        series="visits",
        delivered=False,
        personal=False,
        free=True,
    )
)
