"""The case that goes with the monthly return (案例): what was done and what it teaches, without anybody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Facts, Field, PaperKind, Sheet, Template, Text, register_paper, register_series
from niangjia.engines.papers.kinds.blocks import report_foot
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import Retention
from niangjia.engines.papers.kinds.sheet import Heading
from niangjia.services.concerns.permissions import HANDLE

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = (("基本情况", "happened"), ("办理过程", "done"), ("办理结果", "came"), ("体会和建议", "teaches"))


def _case(data: Mapping[str, Any]) -> Sheet:
    facts = Facts((("案例名称", data["subject"]), ("报告期", data["month"]), ("追回金额", data.get("money") or "无")))
    blocks: list[Any] = [facts]
    for title, name in PARTS:
        if data.get(name):
            blocks += [Heading(title), Text(tuple(data[name]))]
    foot = report_foot(unit=data["unit"], preparer=data.get("preparer") or "")
    return Sheet("职工诉求办理案例", (*blocks, foot), note="案例不写职工姓名、证件号码和能认出本人的情况")


register_series("concern_case", "诉例")
CASE = register_paper(
    PaperKind(
        "concerns.case",
        _("Case of the month, without names"),
        Template.FORM,
        _case,
        (
            Field("subject", _("What the case is called")),
            Field("month", _("Of which month?")),
            Field("unit", _("Reporting union")),
            Field("happened", _("What was the matter? Without names."), FieldKind.LINES),
            Field("done", _("What the union did"), FieldKind.LINES),
            Field("came", _("How it ended"), FieldKind.LINES),
            Field("teaches", _("What it teaches"), FieldKind.LINES, required=False),
            Field("money", _("Money recovered"), required=False),
            Field("preparer", _("Who wrote it"), required=False),
        ),
        series="concern_case",
        signs=HANDLE,
        checked=False,
        delivered=False,
        personal=False,
        free=True,
        retention=Retention.TEN,
    )
)
