"""Application, registration form, refusal, roll of those invited, letter of transfer; papers speak Chinese.

Fields after practice of unions, from general knowledge; compare with the forms in use in the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Facts, Field, PaperKind, Sheet, Template, Text, register_paper, register_series
from niangjia.engines.papers.kinds.blocks import own_signature, report_foot
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import Retention
from niangjia.engines.papers.kinds.sheet import Column, Drawn, Grid, Heading, Opinion, Signature

from .permissions import DECIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    Data = Mapping[str, Any]

FACTS = (
    ("姓名", "name"),
    ("性别", "sex"),
    ("出生年月", "born"),
    ("民族", "ethnicity"),
    ("籍贯", "native"),
    ("学历", "education"),
    ("政治面貌", "political"),
    ("证件号码", "document"),
    ("联系电话", "phone"),
    ("工作单位", "employer"),
    ("职务（工种）", "title"),
    ("新就业形态", "new_form"),
    ("申请加入", "home"),
)
NAMED = tuple(Field(key, label, required=key in ("name", "home")) for label, key in FACTS)
SIGNED = (
    Field("text", _("Text"), FieldKind.LINES, required=False),
    Field("signed", _("Signed"), required=False),
    Field("drawn", _("Drawn signature"), required=False),
)
BLANK = "　" * 6


def _facts(data: Data, *, blank: bool = False) -> Facts:
    rows = ((label, data.get(name) or (BLANK if blank else "")) for label, name in FACTS)
    return Facts(tuple(row for row in rows if row[1]))


def _signature(data: Data) -> tuple[Text | Signature | Drawn, ...]:
    """Signed with a proven telephone: that is said, and drawn if it was. On a roll or on paper: a line to sign on."""
    if data.get("drawn"):
        said = Text((f"手机号码核验后在线手写签名，签署时间：{data['signed']}",))
        return (said, Drawn("申请人签名", data["drawn"], data["signed"].split(" ")[0]))
    if data.get("signed"):
        return (Text((f"申请人：{data['name']}（手机号码核验后在线签署）", f"签署时间：{data['signed']}")),)
    return (own_signature("申请人签名"),)


def _application(data: Data) -> Sheet:
    text = tuple(data.get("text") or ())
    return Sheet(
        "入会申请书", (Text(text), _facts(data), *_signature(data)), to=f"{data['home']}", note="证件号码部分隐去"
    )


def _form(data: Data) -> Sheet:
    number = Facts((("会员证号", data["number"]),))
    more = Facts((("工资收入", BLANK), ("家庭主要成员", BLANK), ("本人简历", BLANK), ("备注", BLANK)))
    agreed = Opinion("基层工会委员会审批意见", "同意入会。", data["decider"], data["decided"])
    blocks = (number, _facts(data, blank=True), more, *_signature(data), agreed)
    return Sheet("工会会员登记表", blocks, note="证件号码部分隐去；会龄自批准之日起算")


def _refusal(data: Data) -> Sheet:
    lines = (f"你提出的加入{data['home']}的申请，经研究不予批准。", f"理由：{data['reason']}")
    more = ("如有异议，可以向本会反映，也可以直接向上级工会反映。",)
    return Sheet("不予入会通知书", (Text((*lines, *more)),), to=f"{data['name']}同志")


ROLL_COLUMNS = (
    Column("序号"),
    Column("姓名", 2),
    Column("证件号码", 4),
    Column("联系电话", 3),
    Column("岗位", 2),
    Column("本人签名", 3, sign=True),
)


def _roll(data: Data) -> Sheet:
    rows = tuple(tuple(row) for row in data["rows"])
    foot = report_foot(unit=data["home"], preparer=data.get("preparer") or "", day=data.get("day") or "")
    named = Facts((("用人单位（平台）", data["employer"]), ("拟加入", data["home"]), ("人数", str(len(rows)))))
    return Sheet("集体入会名册", (Text(tuple(data["text"])), named, Grid(ROLL_COLUMNS, rows), foot))


LETTER_FACTS = (
    ("姓名", "name"),
    ("证件号码", "document"),
    ("原工会", "origin"),
    ("转入工会", "home"),
    ("入会日期", "joined"),
    ("会费缴至", "dues"),
)
SECONDED = ("事由", "seconded")
LETTER_FIELDS = tuple(
    Field(key, label, required=key in ("name", "origin", "home")) for label, key in (*LETTER_FACTS, SECONDED)
)


def _letter(data: Data) -> Sheet:
    facts = Facts(tuple((label, data.get(name) or BLANK) for label, name in LETTER_FACTS))
    if data.get("seconded"):
        facts = Facts((*facts.rows, (SECONDED[0], data["seconded"])))
    return Sheet(
        "工会会员会籍接转介绍信",
        (
            Heading("第一联　存根（原工会留存）"),
            facts,
            Heading(f"第二联　介绍信（交{data['home']}）"),
            Text((f"兹有我会会员{data['name']}同志，因工作变动，会籍转往你会，请予接收。",)),
            facts,
            Heading(f"第三联　回执（交回{data['origin']}）"),
            Text((f"{data['name']}同志的会籍关系已由我会接收。",)),
            Opinion("接收工会意见"),
        ),
        to=data["home"],
        note="证件号码部分隐去",
    )


CHANGES = {
    "withdraw": ("退会确认书", "{name}同志申请退会。工会会员有退会自由，本会予以确认，收回会员证（卡）。"),
    "retain": (
        "保留会籍审批表",
        "经研究，同意保留{name}同志会籍；保留期间不缴纳会费，不享有选举权、被选举权和表决权。",
    ),
    "resume": (
        "恢复会籍登记表",
        "{name}同志保留会籍的情形已经消除，本会恢复其会籍，自即日起享有会员权利、履行会员义务。",
    ),
    "deem": (
        "视为自动退会决定",
        "{name}同志无正当理由连续不缴纳会费、不参加工会组织生活，经教育拒不改正，视为自动退会。",
    ),
    "expel": ("开除会籍决定", "经研究，决定开除{name}同志会籍，并报上级工会备案。"),
}
CHANGE_FACTS = (
    ("姓名", "name"),
    ("证件号码", "document"),
    ("所在工会", "home"),
    ("入会日期", "joined"),
    ("事由", "reason"),
    ("未缴会费、未参加活动自", "since"),
    ("本人书面申请日期", "asked"),
    ("保留起始日期（同日起停缴会费）", "from"),
    ("刑事判决（法院、文号、日期）", "judgment"),
    ("工会小组讨论意见日期", "opinion"),
)


def _change(data: Data) -> Sheet:
    title, words = CHANGES[data["what"]]
    facts = Facts(tuple((label, data[name]) for label, name in CHANGE_FACTS if data.get(name)))
    talk = (Heading("谈话教育记录"), Text(tuple(data["talks"]))) if data.get("talks") else ()
    return Sheet(title, (facts, *talk, Text((words.format(name=data["name"]),))), note="证件号码部分隐去")


register_series("joining", "入")
register_series("transfer", "转")
APPLICATION = register_paper(
    PaperKind(
        "joining.application",
        _("Application for membership"),
        Template.FORM,
        _application,
        (*NAMED, *SIGNED),
        numbered=False,
        signs=DECIDE,
        checked=False,
        sealed=False,
        delivered=False,
        retention=Retention.PERMANENT,
    )
)
FORM = register_paper(
    PaperKind(
        "joining.form",
        _("Registration form of a member"),
        Template.FORM,
        _form,
        (*NAMED, *SIGNED, Field("number", _("Number")), Field("decided", _("Decided on")), Field("decider", _("By"))),
        series="joining",
        signs=DECIDE,
        checked=False,
        delivered=False,
        retention=Retention.PERMANENT,
    )
)
REFUSAL = register_paper(
    PaperKind(
        "joining.refusal",
        _("Written refusal of membership"),
        Template.NOTICE,
        _refusal,
        (Field("name", _("Name")), Field("home", _("Union")), Field("reason", _("Reason"))),
        series="joining",
        signs=DECIDE,
        checked=False,
        retention=Retention.TEN,
        copies=2,
    )
)
ROLL = register_paper(
    PaperKind(
        "joining.roll",
        _("Roll of people who join together"),
        Template.WIDE,
        _roll,
        (
            Field("employer", _("Employer or platform")),
            Field("home", _("Union")),
            Field("text", _("Text"), FieldKind.LINES),
            Field("rows", _("Rows"), FieldKind.ROWS),
            Field("preparer", _("Preparer"), required=False),
            Field("day", _("Date"), required=False),
        ),
        series="joining",
        signs=DECIDE,
        checked=False,
        delivered=False,
        retention=Retention.PERMANENT,
    )
)
LETTER = register_paper(
    PaperKind(
        "joining.letter",
        _("Letter of transfer"),
        Template.FORM,
        _letter,
        tuple(
            Field(key, label, required=key in ("name", "origin", "home")) for label, key in (*LETTER_FACTS, SECONDED)
        ),
        series="transfer",
        signs=DECIDE,
        checked=False,
        delivered=False,
        months="joining.letter_months",
        retention=Retention.THIRTY,
    )
)
CHANGE = register_paper(
    PaperKind(
        "joining.change",
        _("Rest or end of a membership"),
        Template.FORM,
        _change,
        (
            Field("what", _("What?")),
            *(Field(key, label, required=key in ("name", "home")) for label, key in CHANGE_FACTS),
            Field("talks", _("Talks"), FieldKind.LINES, required=False),
        ),
        caption=lambda data: CHANGES[data["what"]][0],
        series="joining",
        signs=DECIDE,
        checked=False,
        delivered=False,
        retention=Retention.PERMANENT,
    )
)
