"""The form of the legal-person certificate, and the record of consent by silence; papers speak Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Facts, Field, PaperKind, Sheet, Template, Text, register_paper
from niangjia.engines.papers.kinds.blocks import opinion_boxes, own_signature
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import Retention
from niangjia.engines.papers.kinds.sheet import Heading
from niangjia.services.founding.permissions import SUBMIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    Data = Mapping[str, Any]


def _form(data: Data) -> Sheet:
    """Fields after a provincial form: name, address, postcode, legal representative, affiliation; three copies."""
    facts = Facts(tuple((row[0], row[1]) for row in data["facts"]))
    boxes = opinion_boxes("申请工会意见", "上级工会意见", "登记机关意见")
    reason = (Heading("事由"), Text((data["reason"],)))
    return Sheet(data["title"], (facts, *reason, own_signature("法定代表人签名"), *boxes), note="一式三份")


FORM = register_paper(
    PaperKind(
        "founding.legal_form",
        _("Form of the legal-person certificate"),
        Template.FORM,
        _form,
        (
            Field("title", _("Title")),
            Field("facts", _("Facts"), FieldKind.ROWS),
            Field("reason", _("Reason")),
        ),
        caption=lambda data: str(data["title"]),
        series="form",
        signs=SUBMIT,
        checked=False,
        delivered=False,
        copies=3,
        retention=Retention.PERMANENT,
    )
)


def _consent(data: Data) -> Sheet:
    lines = (
        f"我会就任期内变动工会干部事项，以{data['asked']}向{data['above']}请示。",
        f"至{data['day']}，已超过规定的答复期限，未收到答复。按照本地规定，逾期未答复视为同意。",
    )
    return Sheet("逾期未答复视为同意情况记录", (Text(lines),), note="仅在本地规定“逾期视为同意”时使用")


CONSENT = register_paper(
    PaperKind(
        "founding.consent",
        _("Record of consent by silence"),
        Template.FORM,
        _consent,
        (
            Field("union", _("Union")),
            Field("above", _("Union above")),
            Field("asked", _("Request")),
            Field("day", _("Day")),
        ),
        series="form",
        signs=SUBMIT,
        checked=False,
        delivered=False,
        retention=Retention.PERMANENT,
        personal=False,
    )
)
