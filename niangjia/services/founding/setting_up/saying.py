"""What was written of persons with a founding, sealed as JSON; and what the papers say."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from niangjia.services.founding.letters import BLANK, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.people.models import Union

    from .models import Founding

Data = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """`wants`: who wants it and why; `group`: the preparation group, a name and a duty each."""

    wants: str = ""
    group: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> Said:
        return cls(**json.loads(text))

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def _named(row: Founding) -> str:
    return row.union_name or f"{row.name}工会"


def request(row: Founding, *, applicant: str) -> Data:
    """The request as it was made, drawn up as a letter; who wants it and why stays sealed in the row."""
    facts: list[list[object]] = [
        ["单位（区域、行业）", row.name],
        ["统一社会信用代码", row.uscc or BLANK],
        ["职工人数", row.workers],
        ["其中女职工", row.women],
        ["愿意加入工会人数", row.willing],
        ["党组织", row.party_branch or "无"],
    ]
    lines = [
        f"根据《中华人民共和国工会法》和《中国工会章程》，{row.name}职工申请成立工会组织。",
        "妥否，请批示。",
    ]
    return {
        "subject": f"关于成立{_named(row)}的请示",
        "to": row.above.name,
        "lines": lines,
        "rows": table("基本情况", ("项目", "内容"), facts),
        "end": [f"申请人：{applicant}"],
    }


def reply(row: Founding) -> Data:
    """同意筹备. It goes to the preparation group, never to the employer, whose name the request may bear."""
    group = Said.read(row.said.reveal()).group
    lines = [
        f"关于成立{_named(row)}的请示收悉。经研究，同意筹备成立{_named(row)}，由下列同志组成筹备组。",
        "请筹备组依法发展会员、民主提名候选人并报我会审批，召开会员大会或者会员代表大会选举产生工会委员会"
        "（会员不足二十五人的，可以选举组织员一人），经费审查委员会和女职工委员会同时选举产生，结果报我会审批。",
    ]
    if row.party_branch:
        day = row.together_on
        when = f"，于{day.year}年{day.month}月{day.day}日同步组建" if day else ""
        lines.append(f"请与{row.party_branch}密切配合，党建带工建{when}。")
    rows = table("筹备组", ("序号", "姓名、职责"), [[at, one] for at, one in enumerate(group, 1)])
    return {
        "subject": f"关于同意筹备成立{_named(row)}的批复",
        "to": f"{_named(row)}筹备组",
        "lines": lines,
        "rows": rows,
    }


def refusal(row: Founding, reason: str, *, applicant: str) -> Data:
    """不同意筹备. It goes to who asked: the employer is told nothing."""
    lines = [f"关于成立{_named(row)}的请示收悉。经研究，暂不同意筹备成立。", f"理由：{reason}"]
    return {"subject": f"关于筹备成立{_named(row)}的批复", "to": f"{applicant}同志", "lines": lines}


APPLICATION = (
    ("工会名称", "name"),
    ("电话", "phone"),
    ("住所（办公地址）", "address"),
    ("邮编", "postcode"),
    ("成立日期", "founded"),
    ("本届委员会选举日期", "began"),
    ("任期至", "ends"),
    ("审批单位", "above"),
    ("审批文号", "approval"),
    ("职工人数", "workers"),
    ("会员人数", "members"),
    ("专职工会干部", "staff"),
    ("单位性质", "nature"),
    ("所属行业", "industry"),
    ("经费来源", "income"),
    ("办公场所面积（平方米）", "rooms"),
    ("法定代表人", "head"),
    ("经办人", "handler"),
)


def application(union: Union, told: Mapping[str, Any]) -> Data:
    """工会法人资格登记申请表, in the fields of the forms in use (after a form of Shaanxi)."""
    rows = [[label, told.get(key) or BLANK] for label, key in APPLICATION]
    opinions = [["本级工会意见", BLANK], ["上级工会意见", BLANK], ["登记机关意见", BLANK]]
    return {
        "subject": "工会法人资格登记申请表",
        "lines": [f"申请单位：{union.name}（章）"],
        "rows": [
            *table("登记事项", ("项目", "内容"), rows),
            *table("意见", ("单位", "意见（签章、日期）"), opinions),
        ],
        "end": ["附：法定代表人、经办人身份证复印件，上级工会批复"],
    }


def specimen(union: Union, wording: str, cut: str, bank: str) -> Data:
    """印模备案; the account's number stays sealed and stands on no paper."""
    rows = [["印章全称", wording], ["刻制（启用）日期", cut], ["开户银行", bank or "未开户"]]
    return {
        "subject": "工会印章印模备案表",
        "lines": [f"备案单位：{union.name}"],
        "rows": [
            *table("备案事项", ("项目", "内容"), rows),
            *table("印模", ("公章印模（加盖）", "财务章印模（加盖）"), [[BLANK, BLANK]]),
        ],
    }
