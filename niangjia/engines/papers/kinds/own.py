"""The kinds that every union needs, whatever services it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role

from .blocks import opinion_boxes, own_signature, report_foot
from .fields import Field, FieldKind
from .kind import PaperKind, Retention, Template, register_paper, register_series
from .sheet import Block, Column, Facts, Grid, Heading, Sheet, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    Data = Mapping[str, Any]

LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)
TITLE = Field("title", _("Title"), hint=_("Without names of members: it stands in lists and office registers."))
TO = Field("to", _("To"), required=False)
BODY = Field("body", _("Text"), FieldKind.LINES)
CONTACT = Field("contact", _("Contact"), required=False, hint=_("The office's name and telephone."))

register_series("minutes", "纪")
register_series("notice", "告")
register_series("receipt", "回")
register_series("form", "表")


def _title(data: Data) -> str:
    return str(data["title"])


def _letter(data: Data) -> Sheet:
    return Sheet(
        data["title"],
        (Text(tuple(data["body"])),),
        to=data.get("to") or "",
        copies_to=data.get("copies_to") or "",
        enclosures=tuple(data.get("enclosures") or ()),
        contact=data.get("contact") or "",
    )


LETTER = register_paper(
    PaperKind(
        "papers.letter",
        _("Official letter"),
        Template.OFFICIAL,
        _letter,
        (
            TITLE,
            TO,
            BODY,
            Field("enclosures", _("Enclosures"), FieldKind.LINES, required=False),
            Field("copies_to", _("Copies to"), required=False),
            CONTACT,
        ),
        caption=_title,
        signers=LEADERS,
        retention=Retention.THIRTY,
        personal=False,
        free=True,
    )
)


def _notice(data: Data) -> Sheet:
    return Sheet(
        data["title"], (Text(tuple(data["body"])),), to=data.get("to") or "", contact=data.get("contact") or ""
    )


NOTICE = register_paper(
    PaperKind(
        "papers.notice",
        _("Written notice to a person"),
        Template.NOTICE,
        _notice,
        (TITLE, TO, BODY, CONTACT),
        caption=_title,
        series="notice",
        signers=LEADERS,
        retention=Retention.TEN,
        copies=2,
        free=True,
    )
)


def _receipt(data: Data) -> Sheet:
    facts = (("收到日期", data["day"]), ("交来人", data["giver"]), ("份（页）数", data["count"]))
    received = (Heading("收到材料"), Text(tuple(f"{at}. {line}" for at, line in enumerate(data["items"], start=1))))
    return Sheet("材料收件回执", (Facts(facts), *received, own_signature("经办人")))


RECEIPT = register_paper(
    PaperKind(
        "papers.receipt",
        _("Receipt for papers handed in"),
        Template.RECEIPT,
        _receipt,
        (
            Field("day", _("Received on"), FieldKind.DAY),
            Field("giver", _("Handed in by")),
            Field("items", _("What was handed in"), FieldKind.LINES),
            Field("count", _("Copies or pages")),
        ),
        series="receipt",
        checked=False,
        sealed=False,
        delivered=False,
        retention=Retention.TEN,
        free=True,
    )
)


def _form(data: Data) -> Sheet:
    facts = tuple((row[0], row[1]) for row in data["facts"])
    reason = (Heading(data.get("heading") or "申请事由"), Text(tuple(data["reason"])))
    boxes = opinion_boxes(*(data.get("opinions") or ()))
    return Sheet(data["title"], (Facts(facts), *reason, own_signature("申请人签名"), *boxes))


FORM = register_paper(
    PaperKind(
        "papers.form",
        _("Form with opinions"),
        Template.FORM,
        _form,
        (
            TITLE,
            Field("facts", _("Facts"), FieldKind.ROWS),
            Field("reason", _("Reason"), FieldKind.LINES),
            Field("heading", _("Heading of the reason"), required=False),
            Field("opinions", _("Boxes for opinions"), FieldKind.LINES, required=False),
        ),
        caption=_title,
        series="form",
        delivered=False,
    )
)


def _roll(data: Data) -> Sheet:
    columns = tuple(Column(title, int(share), sign == "1") for title, share, sign in data["columns"])
    foot = report_foot(unit=data["unit"], preparer=data.get("preparer") or "", day=data.get("day") or "")
    return Sheet(data["title"], (Grid(columns, tuple(tuple(row) for row in data["rows"])), foot))


ROLL = register_paper(
    PaperKind(
        "papers.roll",
        _("Roll"),
        Template.WIDE,
        _roll,
        (
            TITLE,
            Field("unit", _("Reporting unit")),
            Field("columns", _("Columns of the table"), FieldKind.ROWS),
            Field("rows", _("Rows of the table"), FieldKind.ROWS),
            Field("preparer", _("Preparer"), required=False),
            Field("day", _("Date"), required=False),
        ),
        caption=_title,
        numbered=False,
        delivered=False,
        retention=Retention.PERMANENT,
    )
)

MINUTES_OF = (
    ("会议名称", "meeting"),
    ("时间", "day"),
    ("地点", "place"),
    ("主持人", "chair"),
    ("记录人", "recorder"),
)
COUNTS = (("应到", "due"), ("实到", "present"), ("缺席", "absent"), ("列席", "guests"))
VOTES = (Column("序号"), Column("议题", 4), Column("议定事项", 4), Column("同意"), Column("反对"), Column("弃权"))


def _minutes(data: Data) -> Sheet:
    facts = [
        (label, str(data.get(name) or "")) for label, name in (*MINUTES_OF, *COUNTS) if data.get(name) is not None
    ]
    items = tuple((str(at), *(str(cell) for cell in row)) for at, row in enumerate(data["items"], start=1))
    blocks = (Facts(tuple(facts)), Grid(VOTES, items, title="议题与表决"))
    notes: tuple[Block, ...] = (Heading("会议要点"), Text(tuple(data["notes"]))) if data.get("notes") else ()
    return Sheet(
        data["title"], (*blocks, *notes, own_signature("主持人签名"), own_signature("记录人签名")),
        copies_to=data.get("copies_to") or "",
    )  # fmt: skip


MINUTES = register_paper(
    PaperKind(
        "papers.minutes",
        _("Minutes of a meeting"),
        Template.MINUTES,
        _minutes,
        (
            TITLE,
            Field("meeting", _("Meeting")),
            Field("day", _("Date"), FieldKind.DAY),
            Field("place", _("Place"), required=False),
            Field("chair", _("Chaired by")),
            Field("recorder", _("Recorded by"), required=False),
            Field("due", _("Were due"), FieldKind.NUMBER),
            Field("present", _("Were present"), FieldKind.NUMBER),
            Field("absent", _("Absent"), required=False),
            Field("guests", _("Guests"), required=False),
            Field("items", _("Items: title, decision, for, against, abstained"), FieldKind.ROWS),
            Field("notes", _("Points made"), FieldKind.LINES, required=False),
            Field("copies_to", _("Copies to"), required=False),
        ),
        caption=_title,
        series="minutes",
        checked=False,
        delivered=False,
        retention=Retention.PERMANENT,
        free=True,
    )
)
