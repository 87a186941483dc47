"""Makes the Word templates that ship: `python -m niangjia.engines.papers.making.building`.

They are files so that a place can better them in Word or WPS: one of the same name in `<home>/papers/` takes the
place of ours. This is how ours come about, so that a change of a margin can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).parent / "templates"
SONG, FANG, HEI, TITLE = "宋体", "仿宋", "黑体", "方正小标宋简体"
CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
BUILT = datetime(2026, 1, 1)  # noqa: DTZ001 - Word files have no zone, and nobody needs the true day
RED = RGBColor(0xE6, 0x00, 0x12)


@dataclass(frozen=True)
class Setting:
    """How a template is set: sizes in points, margins in millimetres (top, right, bottom, left)."""

    name: str
    body: float = 16
    leading: float = 28.95  # points: 22 lines on a page of 225 mm
    margins: tuple[int, int, int, int] = (37, 26, 35, 28)
    wide: bool = False
    red_head: bool = False


# GB/T 9704-2012: A4, margins 37 and 28 mm, 22 lines of 28 signs in size 3 (16 pt). From general knowledge.
SETTINGS = (
    Setting("official", red_head=True),
    Setting("plain", 14, 24, (30, 26, 30, 28)),
    Setting("form", 12, 20, (20, 18, 26, 22)),
    Setting("wide", 10.5, 17, (18, 15, 24, 15), wide=True),
)


class Writer:
    """Writes paragraphs and tables of a template."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.doc: Doc = Document()
        self._page()

    def _page(self) -> None:
        section = self.doc.sections[0]
        section.page_width, section.page_height = (Mm(297), Mm(210)) if self.setting.wide else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if self.setting.wide else WD_ORIENT.PORTRAIT
        names = ("top_margin", "right_margin", "bottom_margin", "left_margin")
        for name, size in zip(names, self.setting.margins, strict=True):
            setattr(section, name, Mm(size))
        section.footer_distance = Mm(6)
        style = self.doc.styles["Normal"]
        style.font.name, style.font.size = FANG, Pt(self.setting.body)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FANG)
        style.paragraph_format.space_after = Pt(0)

    def say(
        self, text: str, *, font: str = "", size: float = 0, align: Any = None, indent: bool = False
    ) -> Paragraph:
        """A paragraph; `indent` by two signs."""
        return self.fill(self.doc.add_paragraph(), text, font=font, size=size, align=align, indent=indent)

    def fill(
        self,
        paragraph: Paragraph,
        text: str,
        *,
        font: str = "",
        size: float = 0,
        align: Any = None,
        indent: bool = False,
    ) -> Paragraph:
        run = paragraph.add_run(text)
        run.font.size = Pt(size or self.setting.body)
        run.font.name = font or FANG
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font or FANG)
        paragraph.alignment = align
        shape = paragraph.paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(self.setting.leading)
        shape.first_line_indent = Pt(2 * self.setting.body) if indent else None
        return paragraph

    def tag(self, text: str) -> None:
        """A line for the template's own language; it leaves nothing on the paper."""
        self.doc.add_paragraph(text)

    def table(self, lines: list[list[str]], *, heads: tuple[int, ...] = (), size: float = 0) -> Any:
        """A table with lines around its cells; columns `heads` hold labels."""
        found = self.doc.add_table(rows=0, cols=max(len(line) for line in lines))
        found.style, found.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        for line in lines:
            cells = found.add_row().cells
            for at, text in enumerate(line):
                small = size or min(self.setting.body, 12)
                self.fill(cells[at].paragraphs[0], text, font=HEI if at in heads else "", size=small)
        return found


def build(setting: Setting) -> Doc:
    """A template."""
    writer = Writer(setting)
    _head(writer)
    _blocks(writer)
    _close(writer)
    _foot(writer)
    told = writer.doc.core_properties
    told.author, told.comments, told.title = "", "", setting.name
    told.created = told.modified = BUILT
    return writer.doc


def _head(writer: Writer) -> None:
    writer.tag("{%p if state %}")
    writer.say("{{ state }}", font=HEI, size=14, align=RIGHT)
    writer.tag("{%p endif %}")
    writer.tag("{%p if sheet.secrecy or sheet.urgency %}")
    writer.say("{{ sheet.secrecy }}　{{ sheet.urgency }}", font=HEI)
    writer.tag("{%p endif %}")
    if writer.setting.red_head:
        head = writer.say("{{ union }}文件", font=TITLE, size=34, align=CENTER)
        head.runs[0].font.color.rgb = RED
        head.paragraph_format.space_before = Pt(20)
    writer.tag("{%p if number %}")
    number = writer.say("{{ number }}", align=CENTER)
    writer.tag("{%p endif %}")
    if writer.setting.red_head:
        number.paragraph_format.space_before = Pt(24)
        _line_below(writer.say(""))
    title = writer.say("{{ sheet.title }}", font=TITLE, size=22 if writer.setting.body >= 14 else 18, align=CENTER)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(14)
    writer.tag("{%p if sheet.to %}")
    writer.say("{{ sheet.to }}：")
    writer.tag("{%p endif %}")


def _blocks(writer: Writer) -> None:
    writer.tag("{%p for block in blocks %}")
    writer.tag("{%p if block.kind == 'text' %}")
    writer.tag("{%p for line in block.lines %}")
    writer.say("{{ line }}", indent=True)
    writer.tag("{%p endfor %}")
    writer.tag("{%p elif block.kind == 'heading' %}")
    writer.say("{{ block.text }}", font=HEI, indent=True)
    writer.tag("{%p elif block.kind == 'facts' %}")
    writer.table(
        [
            ["{%tr for pair in block.pairs %}", "", "", ""],
            ["{{ pair[0] }}", "{{ pair[1] }}", "{{ pair[2] }}", "{{ pair[3] }}"],
            ["{%tr endfor %}", "", "", ""],
        ],
        heads=(0, 2),
    )
    writer.tag("{%p elif block.kind == 'opinion' %}")
    box = writer.table([["{{ block.title }}", "{{ block.text }}"]], heads=(0,))
    cell = box.rows[0].cells[1]
    writer.fill(cell.add_paragraph(), "", size=12)
    writer.fill(cell.add_paragraph(), "{{ block.sign }}　{{ block.name }}　　{{ block.day }}", size=12, align=RIGHT)
    box.columns[0].width = Mm(34)
    for row in box.rows:
        row.cells[0].width, row.cells[1].width = Mm(34), Mm(126)
    writer.tag("{%p elif block.kind == 'grid' %}")
    writer.tag("{%p if block.title %}")
    writer.say("{{ block.title }}", font=HEI, size=min(writer.setting.body, 14))
    writer.tag("{%p endif %}")
    _grid(writer)
    writer.tag("{%p elif block.kind == 'signature' %}")
    writer.say("{{ block.label }}：　　　　　　　　　　年　　月　　日", align=RIGHT)
    writer.tag("{%p elif block.kind == 'foot' %}")
    writer.say("{{ block.line }}", size=min(writer.setting.body, 12))
    writer.tag("{%p endif %}")
    writer.tag("{%p endfor %}")


def _grid(writer: Writer) -> None:
    small = min(writer.setting.body, 10.5)
    table = writer.table(
        [
            ["{%tc for column in block.columns %}", "{{ column.title }}", "{%tc endfor %}"],
            ["{%tr for row in block.rows %}", "", ""],
            ["{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"],
            ["{%tr endfor %}", "", ""],
        ],
        size=small,
    )
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)


def _close(writer: Writer) -> None:
    writer.tag("{%p if sheet.enclosures %}")
    writer.say("附件：{{ enclosures }}", indent=True)
    writer.tag("{%p endif %}")
    writer.tag("{%p if not by_foot %}")
    closing = writer.say("{{ union }}", align=RIGHT)
    closing.paragraph_format.space_before = Pt(2 * writer.setting.leading)
    writer.say("{{ seal_place }}", size=12, align=RIGHT)
    writer.say("{{ dated }}", align=RIGHT)
    writer.tag("{%p endif %}")
    writer.tag("{%p if sheet.note %}")
    writer.say("（{{ sheet.note }}）", indent=True)
    writer.tag("{%p endif %}")
    writer.tag("{%p if sheet.contact %}")
    writer.say("联系人：{{ sheet.contact }}", size=min(writer.setting.body, 14))
    writer.tag("{%p endif %}")
    writer.tag("{%p if sheet.copies_to %}")
    _line_above(writer.say("抄送：{{ sheet.copies_to }}", size=min(writer.setting.body, 14)))
    writer.tag("{%p endif %}")
    if writer.setting.red_head:
        _line_above(_line_below(writer.say("{{ union }}　　　　{{ dated }}印发", size=14)))


def _foot(writer: Writer) -> None:
    foot = writer.doc.sections[0].footer
    first = foot.paragraphs[0]
    writer.fill(first, "{{ code }}", size=9)
    writer.fill(first, "　{{ check_words }}　", size=9)
    _page_number(writer, first)


def _page_number(writer: Writer, paragraph: Paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(9)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._element.append(mark)


def _border(paragraph: Paragraph, side: str, colour: str) -> Paragraph:
    properties = paragraph._element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.append(borders)
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "1"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    return paragraph


def _line_below(paragraph: Paragraph) -> Paragraph:
    return _border(paragraph, "bottom", "E60012" if not paragraph.text else "000000")


def _line_above(paragraph: Paragraph) -> Paragraph:
    return _border(paragraph, "top", "000000")


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for setting in SETTINGS:
        build(setting).save(str(FOLDER / f"{setting.name}.docx"))


if __name__ == "__main__":
    main()
