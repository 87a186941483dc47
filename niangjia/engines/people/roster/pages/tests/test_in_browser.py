"""Lists in a real browser: template, a bad file, preview, mending, commit, undo; pasting; comparing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from playwright.sync_api import expect

from niangjia.engines.people.persons.tests.samples import PHONE, office, resident_id
from niangjia.engines.people.roster import reading
from niangjia.engines.people.roster.staging.tests.samples import workbook
from niangjia.engines.people.totals.recounting import recount
from niangjia.engines.people.unions.models import Union

from .samples import HEADS, run_all, somebody

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
KNOWN = ("Excel", "WPS", "csv")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫", "桂兰建华秀英志强春梅国庆玉珍永福"


def work() -> None:
    """What the worker would do, in a thread of its own: this one belongs to the browser's event loop."""

    def run() -> None:
        run_all()
        connections.close_all()

    with ThreadPoolExecutor(1) as hands:
        hands.submit(run).result()


def _ground(cast: Cast) -> list[list[str]]:
    """A few who are in the register already, as rows."""
    cast["clerk"]
    rows = []
    with office(cast) as desk:
        for name in ("周桂兰", "吴建华", "郑秀英"):
            document = resident_id()
            person = desk.register(name, document, phones=(PHONE,), education="60")
            desk.enrol(person)
            rows.append([name, document.number, PHONE, "高中"])
        away = resident_id()
    with office(cast, "other_clerk") as school:
        school.enrol(school.register("冯志强", away, at="school"))
        rows.append(["冯志强", away.number, PHONE, "本科"])
    recount(list(Union.objects.values_list("pk", flat=True)))
    return rows


def _bad_rows(ground: Sequence[list[str]]) -> list[list[str]]:
    """What a clerk sends: new ones, changed ones, doubles, and mistakes."""
    new = [somebody(SURNAMES[at % 12] + GIVEN[at * 2 % 16] + GIVEN[at * 2 % 16 + 1]) for at in range(28)]
    changed = [[*ground[0][:2], "13900139000", "本科"], [*ground[1][:3], "大专"]]
    number = resident_id().number
    held = [somebody("褚春梅", number), somebody("褚春梅", number, phone="13700137000")]
    broken = resident_id().number
    wrong = [
        somebody("卫国庆", broken[:17] + ("0" if broken[17] != "0" else "1")),
        somebody("陈玉珍", broken[:16]),
        ["", resident_id().number, PHONE, "本科"],
    ]
    odd = [somebody("王永福", phone="12"), ["赵小满", "", PHONE, "高中"]]
    return [*new, *changed, ground[2], ground[3], new[0], *held, *wrong, *odd]


def _table(file: Path) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of a workbook's first sheet."""
    sheet = reading.look_into(file).sheets[0]
    first, *rows = [row.cells for batch in reading.rows_of(file, sheet.name) for row in batch]
    return [str(title) for title in first], rows


def _fill(template: Path, rows: Sequence[Sequence[Any]], to: Path) -> None:
    """Fill a template as somebody would: below its headings."""
    titles, _none = _table(template)
    places = {title: at for at, title in enumerate(("姓名", "证件号码", "手机号码", "文化程度"))}
    filled = [[row[places[title]] if title in places else "" for title in titles] for row in rows]
    to.write_bytes(workbook(filled, titles).getvalue())


def _mend(returned: Path, to: Path) -> int:
    """Mend what came back: whoever is held stands there once, and numbers hold; how many rows there are."""
    titles, rows = _table(returned)
    name, number = titles.index("姓名"), titles.index("证件号码")
    mended = {row[name] or "冯小雨": row for row in rows}
    for of, row in mended.items():
        row[name], row[number] = of, resident_id().number
    to.write_bytes(workbook(list(mended.values()), titles).getvalue())
    return len(mended)


def _upload(visitor: Visitor, file: Path) -> None:
    visitor.go("/desk/people/lists/")
    visitor.page.get_by_label("文件").set_input_files(file)
    visitor.page.get_by_role("button", name="上传").click()
    visitor.page.get_by_role("button", name="开始检查").wait_for()


def _check(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="开始检查").click()
    visitor.page.get_by_text("正在检查名册").first.wait_for()


def _look_at_columns(visitor: Visitor) -> None:
    page = visitor.page
    visitor.look("roster-columns", known_names=KNOWN)
    page.get_by_label("文化程度").select_option(label="姓名")
    page.get_by_role("button", name="开始检查").click()
    page.get_by_text("列设置还不对").wait_for()
    visitor.look("roster-columns-wrong", known_names=KNOWN)
    page.get_by_label("文化程度").select_option(label="学历")


def _look_at_the_preview(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("navigation", name="各行的处理结果").wait_for(timeout=10_000)  # the bar leads on by itself
    visitor.look("roster-preview", known_names=KNOWN)
    for key in ("changed", "rejected", "moved", "new", "held"):
        page.locator(f".outcome-{key}").click()
        page.locator(f".outcome-{key}[aria-current]").wait_for()
        visitor.look(f"roster-preview-{key}", known_names=KNOWN)
    page.get_by_role("link", name="选定 第").first.click()
    visitor.look("roster-pick", known_names=KNOWN)
    page.locator("[name=row]").first.check()
    page.get_by_role("button", name="选定").click()
    page.get_by_text("已记下").wait_for()


def _commit(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("link", name="确认入库").click()
    visitor.look("roster-commit", known_names=KNOWN)
    page.get_by_label("早已是会员").check()
    page.get_by_role("button", name="行入库").click()
    page.locator("#id_word_error").wait_for()
    visitor.look("roster-commit-wrong", known_names=KNOWN)
    page.locator("#id_word").fill("2025年花名册")
    page.get_by_role("button", name="行入库").dblclick()
    page.get_by_text("正在入库").first.wait_for()


def _undo(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/desk/people/lists/")
    page.get_by_role("link", name="会员名册.xlsx").click()
    visitor.go(page.get_by_role("link", name="撤销…").get_attribute("href") or "")
    visitor.look("roster-undo", known_names=KNOWN)
    page.get_by_role("button", name="整份撤销").click()
    page.get_by_text("正在撤销").first.wait_for()
    work()
    page.get_by_text("已撤销").first.wait_for(timeout=10_000)
    visitor.look("roster-undone", known_names=KNOWN)


def test_a_clerk_takes_a_list_in_mends_it_and_takes_it_back(visitor: Visitor, cast: Cast, tmp_path: Path) -> None:
    ground, page = _ground(cast), visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/lists/")
    visitor.look("roster-start", known_names=KNOWN)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="下载模板").click()
    fetched.value.save_as(tmp_path / "template.xlsx")
    _fill(tmp_path / "template.xlsx", _bad_rows(ground), tmp_path / "会员名册.xlsx")
    _upload(visitor, tmp_path / "会员名册.xlsx")
    _look_at_columns(visitor)
    _check(visitor)
    visitor.look("roster-working", known_names=KNOWN)
    work()
    _look_at_the_preview(visitor)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载退回的行").click()
    fetched.value.save_as(tmp_path / "back.xlsx")
    _commit(visitor)

    page.context.clear_cookies()  # her session ends in the middle: nothing is lost
    work()
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/lists/")
    visitor.look("roster-found-again", known_names=KNOWN)
    page.get_by_role("link", name="会员名册.xlsx").click()
    page.get_by_text("名册已入库").wait_for()
    visitor.look("roster-committed", known_names=KNOWN)

    mended = _mend(tmp_path / "back.xlsx", tmp_path / "改好.xlsx")
    _upload(visitor, tmp_path / "改好.xlsx")
    _check(visitor)
    work()
    page.locator(".outcome-new .outcome-count", has_text=str(mended)).wait_for(timeout=10_000)
    visitor.look("roster-mended", known_names=KNOWN)
    _undo(visitor)


def test_a_clerk_pastes_rows_into_the_grid(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    _ground(cast)
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/lists/paste/")
    visitor.look("roster-paste", known_names=KNOWN)
    right, wrong = resident_id().number, resident_id().number[:17]
    block = f"姓名\t身份证号\t手机号码\n张三丰\t{right}\t{PHONE}\n李四光\t{wrong}\t{PHONE}\n"
    page.locator(".rows-grid tbody input").first.evaluate(
        """(cell, text) => {
          const data = new DataTransfer()
          data.setData("text/plain", text)
          cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
        }""",
        block,
    )
    expect(page.get_by_label("行号 3 姓名")).to_have_value("李四光")
    page.get_by_label("行号 3 姓名").press("ArrowDown")
    page.keyboard.type("王重阳")
    page.keyboard.press("Enter")
    expect(page.get_by_label("行号 5 姓名")).to_be_focused()
    page.get_by_text("已存为草稿").or_(page.get_by_text("草稿")).first.wait_for()
    page.get_by_role("button", name="检查").click()
    page.get_by_text("行有错误").wait_for()
    visitor.look("roster-paste-wrong", known_names=KNOWN)
    page.get_by_label("行号 3 身份证号").fill(resident_id().number)
    page.get_by_role("button", name="检查").click()
    page.get_by_text("正在检查名册").first.wait_for()
    work()
    page.locator(".outcome-new .outcome-count", has_text="2").wait_for(timeout=10_000)
    visitor.look("roster-pasted", known_names=KNOWN)


def test_a_clerk_compares_an_employers_list(visitor: Visitor, cast: Cast, tmp_path: Path) -> None:
    ground, page = _ground(cast), visitor.page
    file = tmp_path / "单位名单.xlsx"
    file.write_bytes(workbook([ground[0][:3], somebody("孙新来")[:3], ["钱缺号", "1", ""]], HEADS[:3]).getvalue())
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/lists/employer/")
    visitor.look("roster-employer", known_names=KNOWN)
    page.get_by_label("文件").set_input_files(file)
    page.get_by_role("button", name="上传").click()
    _check(visitor)
    work()
    page.get_by_role("link", name="与登记册比对").click(timeout=10_000)
    page.get_by_text("仍在", exact=True).wait_for()
    visitor.look("roster-compare", known_names=KNOWN)
    page.emulate_media(media="print")
    page.screenshot(path=f"var/pictures/roster-compare-print-{visitor.size}.png", full_page=True)


def test_what_is_no_list_is_said_at_the_field(visitor: Visitor, cast: Cast, tmp_path: Path) -> None:
    page, large = visitor.page, tmp_path / "大文件.xlsx"
    large.write_bytes(b"\x00\x01" * (30 << 20))
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/lists/")
    page.get_by_label("文件").set_input_files(large)
    page.get_by_role("button", name="上传").click()
    page.get_by_text("这个文本文件的文字无法识别").wait_for()
    visitor.look("roster-refused", known_names=KNOWN)
