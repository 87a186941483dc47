"""Content decides what a file is; what is broken, double, too much or disguised is refused with a sentence."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from niangjia.foundation.attachments import BadFile, FileKind, Limits
from niangjia.foundation.attachments.kinds import PAPERS
from niangjia.foundation.attachments.names import fit_name
from niangjia.foundation.attachments.recognising import recognise

from .samples import docx, package, pdf, picture, png_claiming

ANY = Limits()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def _stream(name: str) -> bytes:
    return OLE + b"\0" * 504 + name.encode("utf-16-le") + b"\0" * 4000


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG"), FileKind.JPEG),
        (picture("PNG"), FileKind.JPEG),
        (picture("WEBP"), FileKind.JPEG),
        (picture("PNG", mode="L"), FileKind.PNG),
        (picture("PNG", mode="1"), FileKind.PNG),
        (picture("JPEG", mode="CMYK"), FileKind.JPEG),
        (pdf(), FileKind.PDF),
        (docx(), FileKind.DOCX),
        (package(xl__workbook_dot_xml=b"<workbook/>"), FileKind.XLSX),
        (package(OFD_dot_xml=b"<OFD/>"), FileKind.OFD),
        (_stream("WordDocument"), FileKind.DOC),
        (_stream("Workbook"), FileKind.XLS),
    ],
)
def test_what_it_is_is_read_from_the_content(content: bytes, kind: FileKind) -> None:
    assert recognise(content, ANY).kind == kind


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(SVG, "Only pictures", id="svg"),
        pytest.param(HTML, "Only pictures", id="html"),
        pytest.param(b"MZ\x90\0" + b"\0" * 200, "Only pictures", id="program"),
        pytest.param(b"GIF89a" + HTML, "Only pictures", id="gif that is a page"),
        pytest.param(b"\0\0\0\x18ftypheic" + b"\0" * 99, "HEIC", id="heic"),
        pytest.param(picture()[:400], "cut off", id="jpeg cut off"),
        pytest.param(picture("PNG", (900, 900))[:-300], "cut off", id="png cut off"),
        pytest.param(b"\xff\xd8\xff" + HTML, "damaged", id="page with a jpeg's first bytes"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + SVG, "damaged", id="svg with a png's first bytes"),
        pytest.param(png_claiming(60_000, 60_000), "too many points", id="bomb"),
        pytest.param(png_claiming(2_000_000, 10), "too many points", id="ribbon"),
        pytest.param(png_claiming(4000, 4000), "damaged", id="less than it says"),
        pytest.param(pdf()[:-20], "cut off", id="pdf cut off"),
        pytest.param(pdf(HTML), "two kinds", id="pdf and page"),
        pytest.param(pdf() + package(a=b"1") + b"\n%%EOF", "two kinds", id="pdf and zip"),
        pytest.param(docx()[:-40], "damaged", id="docx cut off"),
        pytest.param(docx() + b"<html>", "two kinds", id="docx with a tail"),
        pytest.param(docx(word__vbaProject_dot_bin=b"1"), "macros", id="docx with macros"),
        pytest.param(package(a_dot_exe=b"MZ"), "Archives", id="zip"),
        pytest.param(docx(big=b"\0" * 220_000_000), "unpack to far more", id="zip bomb"),
        pytest.param(_stream("EncryptedPackage"), "password", id="with a password"),
        pytest.param(_stream("_VBA_PROJECT"), "macros", id="doc with macros"),
        pytest.param(OLE + b"\0" * 4000, "Only pictures", id="installer"),
    ],
)
def test_hostile_and_broken_files_are_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(BadFile, match=sentence):
        recognise(content, ANY)


def test_a_damaged_part_inside_a_package_is_found() -> None:
    content = bytearray(docx(big=bytes(range(256)) * 200))
    at = content.find(b"big") + 60
    content[at : at + 8] = b"\xff" * 8
    with pytest.raises(BadFile, match="damaged"):
        recognise(bytes(content), ANY)


def test_a_picture_loses_place_camera_and_what_is_glued_to_it() -> None:
    content = picture("JPEG", (400, 200), exif=True, comment=b"made by") + HTML + package(a=b"1")
    taken = recognise(content, ANY)
    drawn = Image.open(io.BytesIO(taken.content))
    assert drawn.size == (200, 400)  # upright
    assert not dict(drawn.getexif())
    for trace in (b"Exif", b"GPS", b"made by", b"<html", b"PK\x03\x04", b"http"):
        assert trace not in taken.content


def test_a_large_picture_is_shrunk_and_has_a_small_one() -> None:
    taken = recognise(picture("JPEG", (5200, 3900)), ANY)
    assert Image.open(io.BytesIO(taken.content)).size == (2560, 1920)
    assert max(Image.open(io.BytesIO(taken.preview)).size) == 480


def test_what_is_transparent_becomes_white() -> None:
    drawn = Image.open(io.BytesIO(recognise(picture("PNG", mode="RGBA"), ANY).content))
    assert drawn.getpixel((0, 0)) == (255, 255, 255)


def test_size_and_kinds_are_limited() -> None:
    with pytest.raises(BadFile, match="larger than 1 MB"):
        recognise(pdf() * 30_000, Limits(largest=1024 * 1024))
    with pytest.raises(BadFile, match="kind"):
        recognise(docx(), Limits(kinds=PAPERS))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\我的文件\\收入证明.docx", "收入证明.pdf"),
        ("gpj.\u202efdp.exe", "gpj.fdp.pdf"),
        ("", "file.pdf"),
        ("扫描件.pdf", "扫描件.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("长" * 300, "长" * 100 + ".pdf"),
    ],
)
def test_names_mislead_nobody(given: str, kept: str) -> None:
    assert fit_name(given, FileKind.PDF) == kept
