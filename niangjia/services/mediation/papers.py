"""Application, notice of acceptance or refusal, record, agreement, notice of the end; papers speak Chinese.

Fields after practice.md section 4 (申请书·受理通知·笔录·协议书·终止通知); compare with the forms in use in the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Facts, Field, PaperKind, Sheet, Template, Text, register_paper, register_series
from niangjia.engines.papers.kinds.blocks import own_signature
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import Retention
from niangjia.engines.papers.kinds.sheet import Column, Grid, Heading, Signature

from .permissions import MEDIATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    Data = Mapping[str, Any]

FACTS = (("申请人", "name"), ("被申请人", "employer"), ("争议类型", "category"), ("申请日期", "applied"))
TOLD = (
    Field("name", _("Name")),
    Field("employer", _("Employer")),
    Field("category", _("Kind of dispute")),
    Field("claim", _("What is asked for")),
    Field("applied", _("Applied on")),
    Field("roll", _("All who apply"), FieldKind.ROWS, required=False),
    Field("speakers", _("Who speaks for all"), required=False),
)
LIMIT = Field("limit", _("Day for arbitration"), required=False)
REASON = Field("reason", _("Reason"))
CLAIM, AGREED = Heading("调解请求"), Heading("经调解，双方自愿达成如下协议")


ROLL = (Column("序号"), Column("姓名", 2), Column("签名", 3, sign=True))


def _facts(data: Data) -> Facts:
    speak = (("推举的代表", data["speakers"]),) if data.get("speakers") else ()
    return Facts(tuple((label, data[name]) for label, name in FACTS) + speak)


def _roll(data: Data) -> tuple[Grid, ...]:
    """All who apply together (第七条: from ten on they may elect who speaks for them), each to sign."""
    rows = tuple((*row, "") for row in data.get("roll") or ())
    return (Grid(ROLL, rows, "全体申请人"),) if rows else ()


def _lines(*lines: str) -> Text:
    return Text(tuple(line for line in lines if line))


def _application(data: Data) -> Sheet:
    grounds = (Heading("事实与理由"), _lines(data["facts"])) if data.get("facts") else ()
    signed = _roll(data) or (own_signature("申请人签名"),)
    blocks = (_facts(data), CLAIM, _lines(data["claim"]), *grounds, *signed)
    return Sheet("劳动争议调解申请书", blocks)


def _invitation(data: Data) -> Sheet:
    asked = f"{data['name']}向本调解委员会申请调解与你单位的劳动争议（{data['category']}）。"
    willing = "调解以双方自愿为原则，不影响任何一方依法申请仲裁。"
    answer = f"请在{data['until']}前告知是否同意调解；不答复的，无法调解，将告知申请人依法申请仲裁。"
    basis = "依据：劳动争议调解仲裁法第三条、第十条。"
    blocks = (
        CLAIM,
        _lines(data["claim"]),
        _lines(asked, willing, answer, basis),
        Heading("回执"),
        _lines("□ 同意调解　　□ 不同意调解"),
        Signature("用人单位（盖章）"),
    )
    return Sheet("劳动争议调解征询意见书", blocks, to=data["employer"])


def _called(data: Data) -> Sheet:
    said = f"{data['name']}与{data['employer']}的劳动争议，定于{data['held']}在{data['place']}调解。"
    more = "请准时到场。委托他人到场的，应当提交有委托人签名或者盖章的委托书。"
    return Sheet("劳动争议调解通知书", (_lines(said, more),), to=f"{data['name']}；{data['employer']}")


def _accepted(data: Data) -> Sheet:
    said = f"{data['name']}与{data['employer']}的劳动争议，本调解委员会已予受理。"
    term = f"自收到调解申请之日（{data['applied']}）起十五日内未达成调解协议的，当事人可以依法申请仲裁。"
    recusal = "当事人认为调解员与本案有利害关系的，可以申请其回避。"
    basis = "依据：劳动争议调解仲裁法第十二条、第十四条。"
    return Sheet(
        "劳动争议调解受理通知书", (_lines(said, term, recusal, basis),), to=f"{data['name']}；{data['employer']}"
    )


def _refused(data: Data) -> Sheet:
    said = f"你与{data['employer']}的劳动争议调解申请，不予受理。"
    more = "你可以依法向劳动争议仲裁委员会申请仲裁。"
    return Sheet(
        "劳动争议调解不予受理通知书",
        (_lines(said, f"理由：{data['reason']}", more, data.get("limit") or ""),),
        to=data["name"],
    )


def _record(data: Data) -> Sheet:
    facts = Facts((("时间", data["held"]), ("地点", data["place"]), ("到场人员", data["present"])))
    blocks = (
        facts,
        Heading("申请人陈述"),
        _lines(data["worker"]),
        Heading("被申请人陈述"),
        _lines(data["other"]),
        Heading("调解情况"),
        _lines(data["result"]),
        Signature("申请人签名"),
        Signature("被申请人签名"),
        Signature("调解员、记录人签名"),
    )
    return Sheet("劳动争议调解笔录", blocks)


def _agreement(data: Data) -> Sheet:
    rows = tuple(tuple(row) for row in data.get("rows") or ())
    columns = (Column("期次"), Column("付款期限", 3), Column("金额（元）", 2))
    money = (Grid(columns, rows, f"合计{data['sum']}元"),) if rows else ()
    force = "本协议书由双方签名或者盖章，经调解员签名并加盖调解组织印章后生效，对双方具有约束力（第十四条）。"
    blocks = (
        _facts(data),
        CLAIM,
        _lines(data["claim"]),
        AGREED,
        _lines(data["terms"]),
        *money,
        _lines(force),
        *(_roll(data) or (Signature("申请人签名"),)),
        Signature("被申请人签名（盖章）"),
        Signature("调解员签名"),
    )
    return Sheet("劳动争议调解协议书", blocks)


def _ended(data: Data) -> Sheet:
    if data.get("broken"):
        said = f"{data['name']}与{data['employer']}达成的调解协议未按约定履行。"
        more = "依据劳动争议调解仲裁法第十五条，可以依法申请仲裁。"
    else:
        said = f"{data['name']}与{data['employer']}的劳动争议，经调解未达成协议，调解终止。"
        more = "依据劳动争议调解仲裁法第十四条，当事人可以依法申请仲裁。"
    order = (
        "因支付拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金达成协议的，可以持协议书向人民法院申请支付令（第十六条）。"
    )
    lines = (said, f"情况：{data['reason']}", more, order if data.get("order") else "", data.get("limit") or "")
    return Sheet("劳动争议调解终止通知书", (_lines(*lines),), to=f"{data['name']}；{data['employer']}")


register_series("mediation", "调")


def _kind(key: str, title: object, compose: Any, fields: tuple[Field, ...], **more: Any) -> PaperKind:
    given: dict[str, Any] = {"series": "mediation", "retention": Retention.THIRTY, **more}
    return register_paper(
        PaperKind(f"mediation.{key}", title, Template.FORM, compose, fields, signs=MEDIATE, checked=False, **given)  # type: ignore[arg-type]
    )


APPLICATION = _kind(
    "application",
    _("Application for mediation"),
    _application,
    (*TOLD, Field("facts", _("Facts"), required=False)),
    numbered=False,
    sealed=False,
    delivered=False,
)
ACCEPTED = _kind("accepted", _("Notice that the dispute is accepted"), _accepted, TOLD, copies=2)
REFUSED = _kind("refused", _("Notice that the dispute is not accepted"), _refused, (*TOLD, REASON, LIMIT))
INVITATION = _kind(
    "invitation",
    _("Question to the employer whether it agrees"),
    _invitation,
    (*TOLD, Field("until", _("Answer by"))),
    sealed=False,
)
CALLED = _kind(
    "called",
    _("Notice of a session"),
    _called,
    (
        Field("name", _("Name")),
        Field("employer", _("Employer")),
        Field("held", _("When")),
        Field("place", _("Where")),
    ),
    copies=2,
    sealed=False,
)
RECORD = _kind(
    "record",
    _("Record of a mediation"),
    _record,
    (
        Field("held", _("When")),
        Field("place", _("Where")),
        Field("present", _("Who was present")),
        Field("worker", _("What the worker said")),
        Field("other", _("What the employer said")),
        Field("result", _("What came of it")),
    ),
    sealed=False,
    delivered=False,
)
AGREEMENT = _kind(
    "agreement",
    _("Mediation agreement"),
    _agreement,
    (
        *TOLD,
        Field("terms", _("What was agreed")),
        Field("rows", _("Instalments"), FieldKind.ROWS, required=False),
        Field("sum", _("Sum"), required=False),
    ),
    copies=3,
)
ENDED = _kind(
    "ended",
    _("Notice that the mediation has ended"),
    _ended,
    (
        *TOLD,
        REASON,
        LIMIT,
        Field("broken", _("Not kept"), required=False),
        Field("order", _("Order"), required=False),
    ),
    copies=2,
)
