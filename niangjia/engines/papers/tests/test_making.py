from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import zxingcpp
from docx import Document
from PIL import Image

from niangjia.engines.papers.checks import kinds_fit, layouts_fit, problems
from niangjia.engines.papers.kinds.kind import PaperKind, Template, UnknownPaper, all_kinds, known, register_paper
from niangjia.engines.papers.kinds.services import load_kinds
from niangjia.engines.papers.kinds.sheet import Column, Grid, Sheet, Text
from niangjia.engines.papers.making.building import FOLDER, SETTINGS, build
from niangjia.engines.papers.making.codes import address_of, token_in
from niangjia.engines.papers.making.docx import docx_from, docx_of
from niangjia.engines.papers.making.setting import set_out
from niangjia.engines.papers.verbs import draft_paper
from niangjia.foundation.faces import Face
from niangjia.foundation.faces.scenes import Scene

from .samples import SAMPLE, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast

MINUTES = {
    "title": "第三次全委会会议纪要",
    "meeting": "第三次全委会",
    "day": "2026-11-20",
    "chair": "陈建国",
    "due": 7,
    "present": 6,
    "items": [["接收新会员", "同意接收12人", "6", "0", "0"]],
    "notes": ["会议强调安全。"],
}


def test_a_services_kinds_are_found_from_its_face() -> None:
    face = Face("sample", "证明", "开具证明", next(iter(Scene)), papers="niangjia.engines.papers.tests.samples")
    assert load_kinds([face]) == ["niangjia.engines.papers.tests.samples"]
    assert known("sample.certificate") is SAMPLE
    with pytest.raises(ImportError):
        load_kinds([replace(face, papers="niangjia.services.nowhere")])


def test_the_kinds_and_layouts_of_the_house_fit() -> None:
    assert (kinds_fit(), layouts_fit()) == ([], [])
    wrong = PaperKind("test.wrong", "错", Template.FORM, lambda data: Sheet("错"), series="nowhere", free=True)
    assert len(list(problems(wrong))) == 2
    with pytest.raises(ValueError, match="twice"):
        register_paper(PaperKind(SAMPLE.key, "别的", Template.FORM, lambda data: Sheet("")))
    with pytest.raises(UnknownPaper):
        known("no.such")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_word_templates_are_what_their_builder_makes(setting: object, tmp_path: Path) -> None:
    build(setting).save(str(tmp_path / "made.docx"))  # type: ignore[arg-type]
    name = setting.name  # type: ignore[attr-defined]
    for part in ("word/document.xml", "word/footer1.xml"):
        with zipfile.ZipFile(tmp_path / "made.docx") as made, zipfile.ZipFile(FOLDER / f"{name}.docx") as shipped:
            assert made.read(part) == shipped.read(part), part


def test_the_code_in_a_word_file_leads_to_the_check_page(cast: Cast) -> None:
    paper = sealed(cast)
    with zipfile.ZipFile(io.BytesIO(docx_of(paper))) as file:
        (picture,) = [name for name in file.namelist() if name.startswith("word/media/")]
        assert "media" in file.read("word/_rels/footer1.xml.rels").decode()
        (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(file.read(picture))))
    assert found.text == address_of(paper)
    assert token_in(found.text) == paper.token


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://x.cn/",
        "https://x.cn/q/23456789ABCDEFGHJKLMNPQ/",
        "https://x.cn/p/short/",
        "N1.card",
        "https://x.cn/p/a/b/",
    ],
)
def test_other_codes_name_no_paper(text: str) -> None:
    assert token_in(text) is None


def test_words_cannot_break_out_of_a_word_file() -> None:
    sheet = Sheet("<w:p>{{ 7*7 }}</w:p>", (Text(("{% for x in y %}&<>\"'",)),), to="甲 & 乙")
    context = set_out(
        sheet.frozen(), template="official", union="某工会", number="", dated="", state="", seal_place=""
    )
    said = [paragraph.text for paragraph in Document(io.BytesIO(docx_from(context, None))).paragraphs]
    assert "<w:p>{{ 7*7 }}</w:p>" in said
    assert "{% for x in y %}&<>\"'" in said


def test_columns_have_their_shares_and_rolls_their_free_cells() -> None:
    grid = Grid((Column("序号"), Column("姓名", 2), Column("签字", 3, sign=True)), (("1", "王", ""), ("2", "李", "")))
    context = set_out(
        Sheet("签收表", (grid,)).frozen(),
        template="wide",
        union="某工会",
        number="",
        dated="",
        state="",
        seal_place="",
    )
    (table,) = Document(io.BytesIO(docx_from(context, None))).tables
    widths = [cell.width for cell in table.rows[1].cells]
    assert widths[0] * 3 == pytest.approx(widths[2], rel=0.01)
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [["1", "王", ""], ["2", "李", ""]]


def test_every_kind_makes_paper_and_word(cast: Cast) -> None:
    _ = cast["clerk"]
    data: dict[str, dict[str, Any]] = {
        "papers.letter": {
            "title": "关于体检的通知",
            "to": "各分会",
            "body": ["请参加。"],
            "enclosures": ["名单", "时间表"],
        },
        "papers.notice": {"title": "补正通知", "to": "王小梅", "body": ["请补交材料。"]},
        "papers.receipt": {"day": "2026-11-20", "giver": "王小梅", "items": ["申请书"], "count": "2页"},
        "papers.form": {"title": "慰问审批表", "facts": [["姓名", "王小梅"]], "reason": ["住院"]},
        "papers.roll": {"title": "签收表", "unit": "石河煤矿工会", "columns": [["序号", "1", "0"]], "rows": [["1"]]},
        "papers.minutes": MINUTES,
    }
    own = [kind.key for kind in all_kinds() if kind.key.startswith("papers.")]
    assert sorted(data) == own
    for key, given in data.items():
        paper = draft_paper(cast.actor("clerk"), key, union=cast.union("mine"), data=given)
        page = cast.client("clerk").get(f"/desk/papers/{paper.pk}/print/").content.decode()
        assert str(given.get("title", "材料收件回执")) in page
        assert docx_of(paper)[:2] == b"PK"


def test_minutes_say_who_was_due_who_came_and_the_vote(cast: Cast) -> None:
    _ = cast["clerk"]
    paper = draft_paper(cast.actor("clerk"), "papers.minutes", union=cast.union("mine"), data=MINUTES)
    document = Document(io.BytesIO(docx_of(paper)))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["主持人", "陈建国", "应到", "7"] in cells
    assert cells[2][:2] == ["实到", "6"]
    assert ["1", "接收新会员", "同意接收12人", "6", "0", "0"] in cells
