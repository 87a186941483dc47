"""A dirty workbook with known truth: every habit of those who fill in rolls, and what has to come of each line.

The same for the same seed. Outcomes are those of a register in which nobody of these is yet.
"""

# ruff: noqa: E501 - tables of examples
from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from stdnum.cn.ric import calc_check_digit

from niangjia.engines.people.roster.columns.days import EPOCH
from niangjia.engines.people.roster.columns.tables import TABLES
from niangjia.engines.people.roster.shapes import DocumentValue, Values

from . import books
from .books import Formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TODAY = date(2026, 11, 20)
SHEET = "会员名单"
GROUPS = [
    "",
    "基本信息",
    "",
    "",
    "",
    "证件",
    "",
    "联系方式",
    "",
    "单位和工会",
    "",
    "",
    "",
    "其他",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
]
TITLES = [
    "序号", "姓 名", "性别", "出生年月", "民族", "证件类型", "证件\n号码", "手机号码*", "家庭住址", "工作单位（全称）",
    "统一社会信用代码", "所在基层工会", "入会时间", "文化程度", "政治面貌", "户籍性质", "是否农民工", "技术等级", "就业情况", "职务",
    "备注",
]  # fmt: skip
MERGED = [(2, 0, 3, 0), (2, 1, 2, 4), (2, 5, 2, 6), (2, 7, 2, 8), (2, 9, 2, 12), (2, 13, 2, 20), (0, 0, 0, 20)]
FIRST = 5  # the row of the first person: two title lines, two of heading
FIELDS = (
    "serial", "name", "sex", "born", "ethnicity", "kind", "number", "phone", "address", "employer", "uscc", "union",
    "joined", "education", "political", "household", "is_migrant", "skill", "work_state", "job", "note",
)  # fmt: skip
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉萍红"
Union = tuple[str, str, str]  # code, name, short name


class Line(NamedTuple):
    """What has to come of a row: "new", "folded", "incomplete", "held", "rejected", or "" if it is nobody's.

    `errors` are (field, code); `truth` is what must be among the values; `warned` what must be warned of.
    """

    outcome: str
    errors: frozenset[tuple[str, str]] = frozenset()
    truth: Values = {}  # never written to
    warned: frozenset[tuple[str, str]] = frozenset()


@dataclass
class Dirty:
    """The workbook, and what has to come of each row of its sheet SHEET, by number."""

    lines: dict[int, Line] = field(default_factory=dict)
    cells: list[list[Any]] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """As an xlsx workbook with an explanation before and a hidden list of codes behind."""
        help_lines = [["填写说明"], ["1. 姓名、身份证号码必填。"], ["2. 身份证号码请以文本格式填写。"]]
        code_lines = [["民族", "文化程度", "政治面貌"], ["汉族", "大学", "群众"], ["回族", "大专", "党员"]]
        return books.xlsx({"填写说明": help_lines, SHEET: self.cells, "代码": code_lines}, more=_merge)

    @property
    def text(self) -> bytes:
        """As a text of GB18030; formulas are their values. Figures are then digits, so nothing is lost."""
        plain = [[cell.value if isinstance(cell, Formula) else cell for cell in line] for line in self.cells]
        return books.text(plain, encoding="gb18030")

    def count(self, outcome: str) -> int:
        return sum(line.outcome == outcome for line in self.lines.values())

    def add(self, cells: Iterable[Any], line: Line) -> None:
        self.cells.append(list(cells))
        self.lines[len(self.cells)] = line


def _merge(book: Any, sheets: list[Any]) -> None:
    for top, left, bottom, right in MERGED:
        text = (["青禾市总工会会员信息采集表"] if top == 0 else GROUPS)[left] or TITLES[left]
        sheets[1].merge_range(top, left, bottom, right, text)
    sheets[2].hide()


def dirty(
    rows: int = 20_000, *, unions: Sequence[Union] = (("A01", "青禾第一工会", "一工会"),), seed: int = 1
) -> Dirty:
    """So many rows of people, and between them lines that are nobody."""
    dice = random.Random(seed)  # noqa: S311 - the same every time is the point
    found = Dirty()
    found.cells += [
        ["青禾市总工会会员信息采集表"],
        ["填报单位（盖章）：", "", "", "日期：2026年11月"],
        GROUPS,
        ["", *TITLES[1:]],
    ]
    for number in range(1, rows + 1):
        _nobody(dice, found, number)
        _somebody(dice, found, number, unions)
    for last in (["合计", f"{rows}人"], [], ["注：1. 本表一式两份。"], ["填表人：张三", "", "", "审核人：李四"]):
        found.add(last, Line(""))
    return found


def _nobody(dice: random.Random, found: Dirty, number: int) -> None:
    if number % 40 == 0:  # a printed page ends
        found.add(["小计", "", 39.0], Line(""))
        found.add(["第1页 共9页"], Line(""))
        found.add(["青禾市总工会会员信息采集表"], Line(""))
        found.add(["序号", *TITLES[1:]], Line(""))
    if dice.random() < 0.01:
        found.add(dice.choice(([], ["", " "], [number], ["第二车间"])), Line(""))


# People --------------------------------------------------------------------------------------------------------------


class Human(NamedTuple):
    name: str
    number: str
    born: date
    sex: str
    phone: str
    joined: date
    union: tuple[str, str, str]


def _human(dice: random.Random, serial: int, unions: Sequence[tuple[str, str, str]], years: tuple[int, int]) -> Human:
    born = date(dice.randint(*years), dice.randint(1, 12), dice.randint(1, 28))
    # The serial number is in it, so that nobody comes twice by chance; never one that looks rounded.
    body = f"{('110101', '410102', '330106', '510104')[serial % 4]}{born:%Y%m%d}{serial // 4 % 899 + 101:03}"
    name = dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(("", dice.choice(GIVEN)))
    joined = date(born.year + 18, 1, 1) + timedelta(days=dice.randrange(2000))
    phone = f"1{dice.choice('3578')}{dice.randrange(10**9):09}"
    return Human(
        name,
        body + calc_check_digit(body + "0"),
        born,
        "12"[int(body[16]) % 2 == 0],
        phone,
        joined,
        dice.choice(unions),
    )


def _somebody(dice: random.Random, found: Dirty, number: int, unions: Sequence[tuple[str, str, str]]) -> None:
    human = _human(dice, number, unions, (1960, 2003))
    cells, line = _written(dice, number, human)
    spoil = dice.random()
    if spoil < 0.06:
        cells, line = dice.choice(SPOILERS)(dice, cells, line, human)
    elif spoil < 0.08:
        cells["number"], cells["kind"] = dice.choice(("", None, "无", "—", "待补")), "身份证"
        told = {"documents", "sex", "born"}
        line = Line("incomplete", truth={key: value for key, value in line.truth.items() if key not in told})  # type: ignore[arg-type]
    found.add(_in_order(cells), line)
    if line.outcome == "new" and 0.08 < spoil < 0.10:
        _again(dice, found, human, cells, line)
    elif line.outcome == "new" and 0.10 < spoil < 0.11:
        _differently(dice, found, cells, line)


def _again(dice: random.Random, found: Dirty, human: Human, cells: dict[str, Any], line: Line) -> None:
    """The same person with the same data, once more; also in another spelling."""
    again = {**cells, "serial": "补", "number": _number(dice, human), "name": _name(dice, human.name)}
    found.add(_in_order(again), line._replace(outcome="folded"))


def _differently(dice: random.Random, found: Dirty, cells: dict[str, Any], line: Line) -> None:
    """The same person with other data: all rows wait for somebody who knows."""
    found.lines[len(found.cells)] = line._replace(outcome="held")
    other, value = dice.choice((("phone", "13100000001"), ("job", "另一职务"), ("name", "赵改名")))
    key = {"phone": "phones"}.get(other, other)
    truth = {name: told for name, told in line.truth.items() if name != key}
    found.add(_in_order({**cells, other: value}), Line("held", truth=truth))  # type: ignore[arg-type]


def _in_order(cells: dict[str, Any]) -> list[Any]:
    return [cells.get(key) for key in FIELDS]


def _written(dice: random.Random, serial: int, human: Human) -> tuple[dict[str, Any], Line]:
    """A person's row in some habit, and its truth."""
    codes = {name: dice.choice(sorted(TABLES[name])) for name in
             ("education", "political", "household", "skill", "work_state", "ethnicity")}  # fmt: skip
    cells: dict[str, Any] = {name: dice.choice((code, *TABLES[name][code])) for name, code in codes.items()}
    migrant = dice.random() < 0.5
    phone, phones = _phone(dice, human.phone)
    cells |= {
        "serial": dice.choice((serial, str(serial), None)), "name": _name(dice, human.name), "number": _number(dice, human),
        "kind": dice.choice(("居民身份证", "身份证", "", "1", "111")), "phone": phone,
        "sex": dice.choice(("男", "男性", 1, "1") if human.sex == "1" else ("女", "女性", 2, "2")),
        "born": dice.choice((_day(dice, human.born), f"{human.born:%Y.%m}", f"{human.born:%Y年%m月}", None)),
        "joined": _day(dice, human.joined), "union": _union(dice, human.union),
        "employer": f"青禾第{serial % 97}机械有限公司", "uscc": "", "address": f"青禾市建设路{serial}号 （东）",
        "is_migrant": dice.choice(("是", "Y", 1, "√") if migrant else ("否", "N", 0, "×")),
        "job": dice.choice(("车工", "  电工", '="焊工"')), "note": dice.choice(("", "好", None)),
    }  # fmt: skip
    truth = Values(
        name=human.name, documents=(DocumentValue("resident_id", human.number),), sex=human.sex, born=human.born,
        joined=human.joined, employer=cells["employer"], address=cells["address"], is_migrant=migrant,
        job=cells["job"].strip(' ="'), **codes,  # type: ignore[typeddict-item]
    )  # fmt: skip
    if phones:
        truth["phones"] = phones
    return cells, Line("new", truth=truth, warned=frozenset() if phones else frozenset({("phone", "no_phone")}))


def _name(dice: random.Random, name: str) -> Any:
    ways = (name, name, name, f" {name} ", f"{name[0]}　{name[1:]}", f"\u200b{name}", f"{name}\u00a0", f"'{name}", " ".join(name),
            Formula("=TRIM(B1)", name))  # fmt: skip
    return dice.choice(ways)


def _number(dice: random.Random, human: Human) -> Any:
    number = human.number
    wide = number.translate({code: code + 0xFEE0 for code in range(33, 127)})
    ways = [number, number, number, number.lower(), wide, f" {number} ", f"'{number}", f"\u200b{number}\ufeff", f"\t{number}",
            f"{number[:6]} {number[6:14]} {number[14:]}", f"{number[:6]}-{number[6:14]}-{number[14:]}", f'="{number}"',
            f"{number[:-1]}{'ｘ' if number[-1] == 'X' else number[-1]}", Formula("=TEXT(A1,0)", number)]  # fmt: skip
    if number[6:8] == "19":
        old = number[:6] + number[8:17]
        ways += [old, int(old)]  # 15 digits are kept by a spreadsheet also as a figure
    return dice.choice(ways)


def _phone(dice: random.Random, phone: str) -> tuple[Any, tuple[str, ...]]:
    full, other = f"+86{phone}", "13900139000"
    ways: list[tuple[Any, tuple[str, ...]]] = [
        (phone, (full,)), (int(phone), (full,)), (f"{phone[:3]} {phone[3:7]} {phone[7:]}", (full,)),
        (f"{phone[:3]}-{phone[3:7]}-{phone[7:]}", (full,)), (f"+86 {phone}", (full,)), (f"0086{phone}", (full,)),
        (f"{phone}/{other}", (full, f"+86{other}")), (f"{phone}、{other}", (full, f"+86{other}")),
        (f"手机：{phone}", (full,)), ("010-65551234", ("+861065551234",)), ("", ()), ("无", ()), (None, ()),
    ]  # fmt: skip
    return dice.choice(ways)


def _day(dice: random.Random, day: date) -> Any:
    year, month, number = day.year, day.month, day.day
    ways = (
        day, day.isoformat(), f"{year}.{month}.{number}", f"{year}/{month}/{number}", f"{year}年{month}月{number}日",
        f"{day:%Y%m%d}", int(f"{day:%Y%m%d}"), f"{year % 100:02}年{month}月{number}日", f"{year % 100:02}-{month}-{number}",
        (day - EPOCH).days, str((day - EPOCH).days), f"{day.isoformat()} 00:00:00", f" {day.isoformat()}\u00a0",
    )  # fmt: skip
    return dice.choice(ways)


def _union(dice: random.Random, union: tuple[str, str, str]) -> Any:
    code, name, short = union
    return dice.choice((code, name, short or name, f" {name} ", f"{name}\u200b", Formula("=Z1", name)))


# Spoilers ------------------------------------------------------------------------------------------------------------


def _rejected(line: Line, field: str, code: str, *without: str) -> Line:
    truth = {key: value for key, value in line.truth.items() if key not in without}
    return Line("rejected", frozenset({(field, code)}), truth)  # type: ignore[arg-type]


TOLD = ("documents", "sex", "born")


def _lost(dice: random.Random, cells: dict[str, Any], line: Line, human: Human) -> tuple[dict[str, Any], Line]:
    digits = human.number[:-1] + "0"
    while calc_check_digit(digits[:15] + "000") == "0":  # would pass as whole: that is only warned of, elsewhere
        digits = digits[:14] + str((int(digits[14]) + 1) % 10) + digits[15:]
    shown = f"{int(digits) / 10**17:.5f}E+17"
    cells["number"] = dice.choice((float(digits), shown, digits[:15] + "000"))
    return cells, _rejected(line, "document_number", "lost_digits", *TOLD)


def _mistyped(dice: random.Random, cells: dict[str, Any], line: Line, human: Human) -> tuple[dict[str, Any], Line]:
    wrong = next(sign for sign in "0123456789X" if sign != human.number[-1])
    cells["number"] = human.number[:-1] + wrong
    return cells, _rejected(line, "document_number", "check_digit", *TOLD)


def _short(dice: random.Random, cells: dict[str, Any], line: Line, human: Human) -> tuple[dict[str, Any], Line]:
    cells["number"] = dice.choice((human.number[:-1], human.number + "0", human.number[:9]))
    return cells, _rejected(line, "document_number", "length", *TOLD)


def _no_day(dice: random.Random, cells: dict[str, Any], line: Line, human: Human) -> tuple[dict[str, Any], Line]:
    cells["number"] = human.number[:10] + dice.choice(("1301", "0230")) + human.number[14:]
    return cells, _rejected(line, "document_number", "impossible_date", *TOLD)


def _nameless(dice: random.Random, cells: dict[str, Any], line: Line, human: Human) -> tuple[dict[str, Any], Line]:
    cells["name"] = dice.choice(("", None, "  ", "无"))
    return cells, _rejected(line, "name", "name_missing", "name")


def _unionless(dice: random.Random, cells: dict[str, Any], line: Line, human: Human) -> tuple[dict[str, Any], Line]:
    cells["union"] = dice.choice(("", None, "—"))
    return cells, _rejected(line, "union", "union_missing")


def _child(dice: random.Random, cells: dict[str, Any], line: Line, human: Human) -> tuple[dict[str, Any], Line]:
    body = f"110101{dice.randint(2012, 2020)}0101{dice.randint(101, 989):03}"
    cells["number"] = body + calc_check_digit(body + "0")
    cells["joined"] = None
    return cells, _rejected(line, "document_number", "under_16", *TOLD, "joined")


def _never(dice: random.Random, cells: dict[str, Any], line: Line, human: Human) -> tuple[dict[str, Any], Line]:
    cells["joined"] = dice.choice(("2015-02-30", "2015年13月1日", 20150230))
    return cells, _rejected(line, "joined", "impossible_date", "joined")


def _elsewhere(dice: random.Random, cells: dict[str, Any], line: Line, human: Human) -> tuple[dict[str, Any], Line]:
    """A union that there is not: only the register knows."""
    cells["union"] = "查无此工会"
    return cells, _rejected(line, "union", "unknown_union")


def _warned(dice: random.Random, cells: dict[str, Any], line: Line, human: Human) -> tuple[dict[str, Any], Line]:
    """Odd, but taken."""
    key, value, field, code = dice.choice((
        ("education", "甲乙丙", "education", "unknown_value"), ("phone", "问班长", "phone", "bad_phone"),
        ("sex", "2" if human.sex == "1" else "1", "sex", "sex_differs"), ("born", "1931-01-01", "born", "born_differs"),
    ))  # fmt: skip
    cells[key] = value
    truth = {
        name: told for name, told in line.truth.items() if name not in (field, "phones") or name in ("sex", "born")
    }
    return cells, line._replace(truth=truth, warned=frozenset({(field, code)}))  # type: ignore[arg-type]


SPOILERS = (
    _lost, _lost, _mistyped, _short, _no_day, _nameless, _unionless, _child, _never, _elsewhere, _warned, _warned,
)  # fmt: skip
