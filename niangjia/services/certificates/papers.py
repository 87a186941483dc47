"""The certificate as a paper; papers speak Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Facts, Field, PaperKind, Sheet, Template, Text, register_paper, register_series
from niangjia.engines.papers.kinds.kind import Retention

from .permissions import ISSUE

if TYPE_CHECKING:
    from collections.abc import Mapping

FACTS = (
    ("姓名", "name"),
    ("证件号码", "document"),
    ("工作单位", "employer"),
    ("所在工会", "home"),
    ("入会日期", "since"),
    ("会籍状况", "standing"),
    ("用途", "purpose"),
)


def _compose(data: Mapping[str, Any]) -> Sheet:
    rows = tuple((label, data[name]) for label, name in FACTS if data.get(name))
    said = f"兹证明{data['name']}同志系我会会员，会籍登记情况如上。"
    return Sheet("会籍证明", (Facts(rows), Text((said, "特此证明。"))), note="证件号码部分隐去；效力以扫码核验为准")


register_series("certificate", "证")
MEMBERSHIP = register_paper(
    PaperKind(
        "certificates.membership",
        _("Certificate of membership"),
        Template.FORM,
        _compose,
        (
            Field("name", _("Name")),
            Field("document", _("Document"), required=False),
            Field("employer", _("Employer"), required=False),
            Field("home", _("Union")),
            Field("since", _("Member since")),
            Field("standing", _("Standing")),
            Field("purpose", _("Purpose")),
        ),
        series="certificate",
        signs=ISSUE,
        checked=False,
        delivered=False,
        retention=Retention.TEN,
        months="certificates.holds_months",
    )
)
