"""What the style guide shows: fragments with nothing in them, with much, with wrong and with very long content.

The people, unions and amounts are made up. They are in Chinese in every language, as real data is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.foundation import clock

from .charts import Chart, Series, Shape
from .pieces import Item, JobState, Progress, State, Step, StepState, Tone
from .tables import Column, Kind

LONG = (
    "关于进一步做好高温天气下户外劳动者、快递员、外卖配送员、网约车司机等新就业形态劳动者“送清凉”慰问物资发放、"
    "签收登记与现场照片归档工作的补充说明（第二批，含街道、园区及联合基层工会）"
)

STATES = [
    State(_("Not begun")),
    State(_("In hand"), Tone.NOW),
    State(_("Passed"), Tone.GOOD),
    State(_("Waits for papers"), Tone.WAIT),
    State(_("Overdue"), Tone.BAD),
    State(_("Model worker"), Tone.HONOUR),
]

ITEMS = [
    Item("住院慰问", "#lists", "第一人民医院，出院后 30 日内申请", "1,000.00 元", "heart-handshake"),
    Item("困难职工帮扶", "#lists", "街道工会正在核实，12 月 3 日前答复", icon="scale", state=STATES[1]),
    Item("中秋节慰问品领取", "#lists", "已凭码领取", "9 月 26 日", "gift", STATES[2]),
    Item("市总工会劳动模范证书", text="2026 年 4 月 28 日颁发", icon="award", state=STATES[5]),
]
LONG_ITEMS = [
    Item(LONG, "#lists", LONG, "1,234,567.89 元", "file-text", STATES[4]),
    Item("https://example.org/" + "a" * 90, "#lists", "没有空格的长地址也要换行"),
]
NONE: list[Item] = []
MISTAKES = ["第 12 行：身份证号码校验位不符", "第 48 行：缺少姓名", "第 96 行：入会日期晚于今天"]


@dataclass(frozen=True)
class Matter:
    """A made-up row."""

    number: str
    title: str
    person: str
    amount: Decimal | None
    due: date | None
    state: State

    @property
    def url(self) -> str:
        return "#tables"


TITLES = ["住院慰问", "困难帮扶", "金秋助学", "法律援助", "互助保障理赔", "退会申请", "会籍接转"]
PEOPLE = ["陈桂芳", "欧阳建国", "李敏", "古丽娜尔·买买提", "王海涛", "黄娟"]


def matters(today: date, count: int = 187) -> list[Matter]:
    """Made-up rows around a day."""
    return [
        Matter(
            number=f"2026-{number:05}",
            title=LONG if number == 4 else TITLES[number % len(TITLES)],
            person=PEOPLE[number % len(PEOPLE)],
            amount=None if number % 7 == 6 else Decimal(number * 7919 % 500000) / 100,
            due=None if number % 9 == 8 else today + timedelta(days=number % 31 - 5),
            state=STATES[number % 5],
        )
        for number in range(1, count + 1)
    ]


COLUMNS = [
    Column(_("Matter"), "title", link="url", sort="title"),
    Column(_("Number"), "number"),
    Column(_("Person"), "person"),
    Column(_("Amount (yuan)"), "amount", Kind.YUAN, sort="amount"),
    Column(_("Due"), "due", Kind.DAY, sort="due"),
    Column(_("State"), "state", Kind.STATE),
]


def steps() -> list[Step]:
    """A matter half way."""
    now = clock.now()
    return [
        Step("已提交申请", StepState.DONE, "陈桂芳", now - timedelta(days=6, hours=3)),
        Step(
            "基层工会初审",
            StepState.DONE,
            "示范街道联合工会 李敏",
            now - timedelta(days=4),
            text="材料齐全，情况属实，同意上报。",
        ),
        Step(
            "市总工会复核",
            StepState.NOW,
            "权益保障部",
            due=now.date() + timedelta(days=9),
            text="请等待，如需补充材料会发短信通知您。",
        ),
        Step("会议审定", StepState.LATER),
        Step("发放慰问金", StepState.LATER),
    ]


def stopped_steps(when: datetime) -> list[Step]:
    """A matter that was refused, with a long reason."""
    return [
        Step("已提交申请", StepState.DONE, "陈桂芳", when),
        Step("基层工会初审", StepState.STOPPED, LONG, when.date(), text=LONG),
    ]


JOBS = [
    Progress("导入会员名册", JobState.WAITING, total=500_700),
    Progress("导入会员名册", JobState.RUNNING, 182_344, 500_700, "约 2 分钟", cancel_url="#progress"),
    Progress("正在生成报表", JobState.RUNNING),
    Progress("导出困难职工台账", JobState.DONE, 3_212, 3_212, result_url="#progress"),
    Progress(LONG, JobState.FAILED, 96, 4_744, "第 97 行：身份证号码校验位不符，已停止，前 96 行已导入。"),
    Progress("群发通知", JobState.CANCELLED, 1_200, 8_000, "已发出的 1,200 条不受影响"),
]

MONTHS = [f"{2025 + month // 12}-{month % 12 + 1:02}" for month in range(24)]
CHARTS = [
    Chart(
        "会员与职工，近两年",
        Shape.LINES,
        "月份",
        MONTHS,
        [
            Series("会员", [None, None, *(2_710 + 13 * month - month % 5 * 9 for month in range(22))]),
            Series("职工", [2_960 + 17 * month - month % 7 * 21 for month in range(24)]),
        ],
    ),
    Chart(
        "按文化程度",
        Shape.BARS,
        "文化程度",
        ["研究生", "大学本科", "大学专科", "中专、技校", "不详"],
        [Series("人数", [84, 1_206, 1_090, 487, 0])],
        note_title="占比",
        notes=["2.9%", "42.1%", "38.0%", "17.0%", "0.0%"],
    ),
]


class SampleForm(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label="姓名", max_length=20)
    phone = forms.CharField(label="手机号码", help_text="用于接收办理进度，11 位数字", max_length=11)
    reason = forms.CharField(label="困难情况说明", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    kind = forms.ChoiceField(
        label="慰问类型",
        choices=[("", "请选择"), ("hospital", "住院慰问"), ("disaster", "意外灾害慰问"), ("long", LONG)],
    )
    when = forms.DateField(label="入院日期", widget=forms.DateInput(attrs={"type": "date"}))
    paper = forms.FileField(label="出院小结", required=False, help_text="照片或 PDF，不超过 10 MB")
    way = forms.ChoiceField(
        label="领取方式",
        widget=forms.RadioSelect,
        choices=[("card", "打入工会会员服务卡"), ("cash", "到工会领取")],
        help_text="服务卡一般 3 个工作日到账",
    )
    agree = forms.BooleanField(label="我已阅读并同意为本次申请使用以上个人信息")


class FilterForm(forms.Form):
    """Above the sample table."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((str(number), state.text) for number, state in enumerate(STATES[:5]))],
    )
