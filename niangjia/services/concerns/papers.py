"""Receipt, written notice, opinion or reply, opinion of a review; papers speak Chinese.

Contents after 信访工作条例 and practice of unions, from general knowledge; compare with the forms of the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Facts, Field, PaperKind, Sheet, Template, Text, register_paper, register_series
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import Retention
from niangjia.engines.papers.kinds.sheet import Heading

from .permissions import HANDLE, REVIEW

if TYPE_CHECKING:
    from collections.abc import Mapping

    Data = Mapping[str, Any]

NOTICES = {
    "accept": ("受理告知书", "你反映的事项，本会已予受理。"),
    "guide": ("引导告知书", "你反映的事项，依法应当通过法定途径解决，本会不作为信访事项受理。"),
    "not_ours": ("不予受理告知书", "你反映的事项不属于本会职责范围，本会不予受理。"),
    "elsewhere": (
        "不予受理告知书",
        "你反映的事项已由其他机关受理或者正在办理，本会对同一事项不再受理（信访工作条例第十九条）。",
    ),
    "discipline": ("转送告知书", "你反映的检举控告事项，已依规转送有权处理的纪检监察机关或组织人事部门。"),
}


def _receipt(data: Data) -> Sheet:
    facts = (
        ("反映人", data["name"]),
        ("受理登记号", data["matter"]),
        ("提出时间", data["when"]),
        ("提出方式", "工会服务平台"),
        ("事项类别", data["about"]),
        ("涉及单位", data.get("employer") or "未填写"),
    )
    said = (
        f"反映人于{data['when']}向{data['union']}提出下列诉求，已登记：",
        str(data["wants"]),
        "本回执载明提出诉求的时间和内容。仲裁时效因当事人一方向对方当事人主张权利，或者向有关部门请求权利救济，"
        "或者对方当事人同意履行义务而中断（劳动争议调解仲裁法第二十七条）；工会是否属于该条所称“有关部门”，"
        "各地认定不一，请不要因此推迟申请仲裁。",
    )
    return Sheet("诉求登记回执", (Facts(facts), Text(said)), note="扫码可核验本回执的登记单位、编号和日期")


def _notice(data: Data) -> Sheet:
    title, first = NOTICES[data["what"]]
    lines = [f"你于{data['made']}向本会反映的事项（登记号{data['matter']}）收悉。", first]
    if data.get("reason"):
        lines.append(f"理由和途径：{data['reason']}")
    if data.get("due"):
        lines.append(f"本会将在{data['due']}前作出书面答复；情况复杂的，经批准可以延长，并另行告知。")
    return Sheet(title, (Text(tuple(lines)),), to=f"{data['name']}：")


def _opinion(data: Data) -> Sheet:
    blocks = (
        Heading("一、反映的请求"),
        Text((str(data["wants"]),)),
        Heading("二、查明的事实和理由"),
        Text(tuple(data["facts"])),
        Heading("三、处理意见"),
        Text(tuple(data["opinion"])),
        *((Heading("四、依据"), Text((str(data["basis"]),))) if data.get("basis") else ()),
        Text((str(data["remedy"]),)),
    )
    return Sheet(str(data["title"]), blocks, to=f"{data['name']}：", note=str(data["matter"]))


NAME, MATTER = Field("name", _("Name")), Field("matter", _("Number of the matter"))
LINES = FieldKind.LINES
register_series("concern_receipt", "诉执")
register_series("concern", "诉")
RECEIPT = register_paper(
    PaperKind(
        "concerns.receipt",
        _("Receipt for a concern"),
        Template.RECEIPT,
        _receipt,
        (
            NAME,
            MATTER,
            Field("when", _("When")),
            Field("union", _("Union")),
            Field("about", _("Its subject")),
            Field("employer", _("Employer"), required=False),
            Field("wants", _("What is sought")),
        ),
        series="concern_receipt",
        signs=HANDLE,
        checked=False,
        sealed=False,
        delivered=False,
    )
)
NOTICE = register_paper(
    PaperKind(
        "concerns.notice",
        _("Written notice on a concern"),
        Template.NOTICE,
        _notice,
        (
            NAME,
            MATTER,
            Field("what", _("What becomes of it")),
            Field("made", _("Brought on")),
            Field("reason", _("Reason"), required=False),
            Field("due", _("By when"), required=False),
        ),
        series="concern",
        signs=HANDLE,
        checked=False,
    )
)
TOLD = (
    Field("title", _("Title")),
    NAME,
    MATTER,
    Field("wants", _("What is sought")),
    Field("facts", _("Facts"), LINES),
    Field("opinion", _("Opinion"), LINES),
    Field("basis", _("Basis"), required=False),
    Field("remedy", _("Remedy")),
)
OPINION = register_paper(
    PaperKind(
        "concerns.opinion",
        _("Written opinion on a concern"),
        Template.NOTICE,
        _opinion,
        TOLD,
        series="concern",
        signs=HANDLE,
        checked=False,
        retention=Retention.PERMANENT,
    )
)
REVIEWED = register_paper(
    PaperKind(
        "concerns.reviewed",
        _("Opinion of a review"),
        Template.NOTICE,
        _opinion,
        TOLD,
        series="concern",
        signs=REVIEW,
        checked=False,
        retention=Retention.PERMANENT,
    )
)
