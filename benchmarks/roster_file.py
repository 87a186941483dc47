"""A workbook of invented people whom no demo has, as an office program writes one: strings shared, ids as text."""

# ruff: noqa: E501 - tables of words
from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

HEADS = (
    "姓名", "证件类型", "证件号码", "性别", "出生日期", "民族", "籍贯", "学历", "政治面貌", "手机号码", "户籍类型", "户籍所在地",
    "是否农民工", "就业状况", "技能等级", "入会日期", "会员编号", "所属工会", "工作单位", "工种", "家庭住址",
)  # fmt: skip
COUNTIES = range(45, 99)  # of a province that never was; the demo's city has lower numbers
ORDERS = 499  # of a county, day and sex
FIRST_DAY, DAYS = date(1966, 1, 1).toordinal(), 14_000
FIRST_PHONE = 5_000_000  # behind those of the demo
SCHOOLS = ("大学本科", "大学专科", "高中", "初中", "中专")
PARTIES = ("群众", "中共党员", "共青团员")
WORKS, SKILLS, JOBS = ("在岗", "灵活就业"), ("初级工", "中级工", "高级工", ""), ("操作工", "驾驶员", "会计", "")
EPOCH = date(1899, 12, 30).toordinal()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
AT_ONCE = 5_000  # rows written together

Cells = tuple[str | date, ...]


class Place(NamedTuple):
    """A union by its code, with the name of an employer that it covers."""

    code: str
    employer: str


def people(count: int, places: Sequence[Place]) -> Iterator[Cells]:
    """So many people, spread over the unions in their order; the same ones every time."""
    from niangjia.engines.people.demo import naming, nobodys
    from niangjia.engines.people.demo.dice import Dice

    dice = Dice("roster")
    for at in range(count):
        female, born = dice.happens(0.42), date.fromordinal(FIRST_DAY + at * 37 % DAYS)
        order = at // DAYS
        region = nobodys.region(COUNTIES[order // ORDERS])
        place = places[at * len(places) // count]
        name = naming.full_name(dice, naming.FEMALE if female else naming.MALE, born.year)
        yield (
            name, "居民身份证", nobodys.resident_id(region, born, order % ORDERS, female=female), "女" if female else "男",
            born, "汉族", "山东济宁", SCHOOLS[at % 5], PARTIES[at % 3], nobodys.mobile(FIRST_PHONE + at).removeprefix("+86"),
            "本地农村" if at % 2 else "本地城镇", region, "是" if at % 2 else "否", WORKS[at % 20 == 0], SKILLS[at % 4],
            date.fromordinal(date(2012, 1, 1).toordinal() + at % 4_000), f"38{at:010}", place.code, place.employer,
            JOBS[at % 4], f"云州市石河区幸福路{at % 300}号平安小区{at % 40}幢{at % 4}单元{at % 1900}室",
        )  # fmt: skip


def write_workbook(path: Path, rows: Sequence[Cells]) -> None:
    """Write the rows under HEADS."""
    shared: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        for name, content in _frame().items():
            book.writestr(name, HEAD + content)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            start = f'{HEAD}<worksheet xmlns="{MAIN}"><dimension ref="A1:U{len(rows) + 1}"/><sheetData>'
            sheet.write(start.encode())
            for first in range(0, len(rows) + 1, AT_ONCE):
                lines = [_line(number + 1, row, shared) for number, row in _numbered(rows, first)]
                sheet.write("".join(lines).encode())
            sheet.write(b"</sheetData></worksheet>")
        with book.open("xl/sharedStrings.xml", "w", force_zip64=True) as strings:
            strings.write(f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(shared)}">'.encode())
            strings.write("".join(f"<si><t>{escape(text)}</t></si>" for text in shared).encode())
            strings.write(b"</sst>")


def _numbered(rows: Sequence[Cells], first: int) -> Iterator[tuple[int, Cells]]:
    if first == 0:
        yield 0, HEADS
    for number in range(max(first, 1), min(first + AT_ONCE, len(rows) + 1)):
        yield number, rows[number - 1]


def _line(number: int, row: Cells, shared: dict[str, int]) -> str:
    cells = [_cell(f"{chr(65 + column)}{number}", cell, shared) for column, cell in enumerate(row) if cell]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, cell: str | date, shared: dict[str, int]) -> str:
    if isinstance(cell, date):
        return f'<c r="{place}" s="1"><v>{cell.toordinal() - EPOCH}</v></c>'
    return f'<c r="{place}" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>'


def _frame() -> dict[str, str]:
    """The parts of the package beside the table."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "styles": "styles"}
    parts |= {"sharedStrings": "sharedStrings"}
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{name}+xml"/>' for part, name in parts.items()
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{name}" Target="{target}"/>'
        for number, (name, target) in enumerate(
            (
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ),
            1,
        )
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="会员" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
