"""From the phone to the stamped, scanned-back, filed paper, at phone and at desk size."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageDraw, ImageFilter

from niangjia.engines.matters.models import Matter
from niangjia.engines.papers import papers_about
from niangjia.engines.papers.scans.models import Scan
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.papers.life.models import Paper
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
DPI = 150
KNOWN = ("Word", "Excel", "OFD")  # kinds of files


def _scanned(printed: bytes) -> bytes:
    """What comes out of the printer, stamped over its union's name, as an office scanner gives it back.

    Put in upside down and askew, both sides read: behind each page comes its blank back.
    """
    pages: list[Image.Image] = []
    for page in pypdfium2.PdfDocument(printed):
        sheet = page.render(scale=DPI / 72).to_pil().convert("L")
        back = Image.new("L", sheet.size, 255)
        pen, unit = ImageDraw.Draw(sheet), DPI / 25.4
        pen.ellipse((130 * unit, 120 * unit, 170 * unit, 160 * unit), outline=110, width=round(1.5 * unit))
        pages += [_read_by_glass(sheet, 181.5), _read_by_glass(back, 1.5)]
    file, first = io.BytesIO(), pages[0]
    first.save(file, "PDF", resolution=DPI, save_all=True, append_images=pages[1:])
    return file.getvalue()


def _read_by_glass(sheet: Image.Image, angle: float) -> Image.Image:
    """Greyish, specked, a little soft and crooked."""
    grey = sheet.point(lambda value: 25 + value * 180 // 255)
    specked = Image.blend(grey, Image.effect_noise(grey.size, 40), 0.12)
    turned = specked.rotate(angle, expand=True, fillcolor=205, resample=Image.Resampling.BICUBIC)
    return turned.filter(ImageFilter.GaussianBlur(0.5))


def _asks(visitor: Visitor, cast: Cast) -> Matter:
    page = visitor.page
    visitor.sign_in(cast, "member")
    visitor.go("/services/?q=huiji")
    visitor.look("certificates-hall")
    page.get_by_role("link", name="会籍证明").click()
    visitor.look("certificates-start")
    page.get_by_role("button", name="提交给工会").click()
    visitor.look("certificates-start-wrong")
    page.get_by_label("办理工会福利").check()
    page.get_by_role("button", name="提交给工会").click()
    visitor.look("certificates-asked", known_names=KNOWN)
    visitor.go("/certificates/")
    visitor.look("certificates-under-way")
    return Matter.objects.get()


def _issues(visitor: Visitor, cast: Cast, matter: Matter) -> Paper:
    page = visitor.page
    page.context.clear_cookies()
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/matters/")
    visitor.look("certificates-worklist")
    page.get_by_role("link", name="核对申请").first.click()
    page.locator("details", has_text="已在线下办理").locator("summary").click()
    visitor.look("certificates-to-check", known_names=KNOWN)
    page.get_by_role("radio", name="不予开具").first.check()
    page.get_by_role("button", name="办完这一步").click()
    visitor.look("certificates-refusal-without-reason", known_names=KNOWN)
    page.get_by_role("radio", name="同意开具").first.check()
    page.get_by_label("已核对，与名册相符").first.check()
    page.get_by_role("button", name="办完这一步").click()
    visitor.look("certificates-issued", known_names=KNOWN)
    page.get_by_role("link", name="会籍证明").click()
    visitor.look("certificates-paper")
    return papers_about(matter).get()


def _prints_stamps_scans(visitor: Visitor, paper: Paper, file: Path) -> None:
    page = visitor.page
    visitor.go(f"/desk/papers/{paper.pk}/print/")
    visitor.look("certificates-print")
    file.write_bytes(_scanned(page.pdf(prefer_css_page_size=True)))
    visitor.go("/desk/papers/scans/")
    page.get_by_label("工会").first.select_option(label="石河煤矿工会委员会")
    page.get_by_label("扫描文件").set_input_files(str(file))
    page.get_by_role("button", name="交回").click()
    run_slice(Job.objects.get(kind="papers.read_scan").pk)
    scan = Scan.objects.get()
    visitor.go(f"/desk/papers/scans/{scan.pk}/")
    visitor.look("certificates-scan")
    assert [leaf.result for leaf in scan.leaves.order_by("position")] == ["filed", "blank"]
    visitor.go(f"/desk/papers/{paper.pk}/")
    visitor.look("certificates-filed")


def test_from_the_phone_to_the_filed_paper(visitor: Visitor, cast: Cast, tmp_path: Path) -> None:
    page = visitor.page
    _ = cast["chair"]
    matter = _asks(visitor, cast)
    paper = _issues(visitor, cast, matter)
    _prints_stamps_scans(visitor, paper, tmp_path / "扫描件.pdf")
    paper.refresh_from_db()
    assert (paper.state, paper.sealing, bool(paper.archive)) == ("filed", "ink", True)
    page.context.clear_cookies()
    visitor.go(f"/p/{paper.token}/")
    visitor.look("certificates-check")
    said = page.inner_text("body")
    assert "真件，现行有效" in said
    assert not any(words in said for words in ("王小梅", "石河煤业", "2018-03-01", "办理工会福利"))
    visitor.sign_in(cast, "member")
    visitor.go(f"/matters/{matter.pk}/")
    visitor.look("certificates-mine", known_names=KNOWN)
    assert "已盖章" in page.inner_text("body")
    _is_revoked(visitor, cast, paper, matter)


def _is_revoked(visitor: Visitor, cast: Cast, paper: Paper, matter: Matter) -> None:
    page = visitor.page
    page.context.clear_cookies()
    visitor.sign_in(cast, "chair")
    visitor.go(f"/desk/papers/{paper.pk}/")
    page.get_by_text("文书有误").click()
    page.locator("#id_revoke-reason").fill("入会日期有误")
    page.get_by_role("button", name="撤销").click()
    visitor.look("certificates-revoked")
    page.context.clear_cookies()
    visitor.go(f"/p/{paper.token}/")
    visitor.look("certificates-check-revoked")
    assert "撤销" in page.inner_text("h1")
    visitor.sign_in(cast, "member")
    visitor.go(f"/matters/{matter.pk}/")
    visitor.look("certificates-mine-revoked", known_names=KNOWN)
