"""A process of its own for files from outside: turns pages into grey pictures and reads their codes.

It has no secrets, little memory and time, and opens no file: the content comes over stdin, what it finds goes over
stdout. Each page is one line of JSON ({"page", "texts", "blank", "size"}) and `size` bytes of JPEG; the last line is
{"pages": how many the file has}, or {"refused": why}.
"""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

MEMORY, CPU, WALL = 1200 << 20, 120, 180  # bytes, seconds, seconds
DPI = 200
LONGEST_SIDE = 3600  # pixels kept: A4 at 300 dpi
MOST_PIXELS = 80_000_000
QUALITY = 60
# A page is blank where nearly nothing on it is that much darker than its paper; specks are smoothed away before, the
# edges, where a crooked sheet shows the glass, are left out.
INK, NEARLY_NOTHING, SMOOTHED, EDGE = 35, 0.0005, 4, 0.04
MOST_PAGES = 300


class Refused(Exception):
    """The file can't be read."""


def main() -> None:
    """Read pages [first, behind) of what comes over stdin."""
    _tie_hands()
    first, behind = int(sys.argv[-2]), int(sys.argv[-1])
    try:
        pages = _opened(sys.stdin.buffer.read())
        for number, page in pages.between(first, behind):
            _say(*_told(number, page))
        _say({"pages": pages.count})
    except Refused as error:
        _say({"refused": str(error)})
    except BaseException:  # noqa: BLE001 - whatever a damaged file makes the libraries do
        _say({"refused": "damaged"})
    os._exit(0)


def _tie_hands() -> None:
    signal.alarm(WALL)
    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 1 << 16),
    )
    for what, most in limits:
        resource.setrlimit(what, (most, most))


def _say(told: dict[str, Any], picture: bytes = b"") -> None:
    rest = memoryview(json.dumps(told).encode() + b"\n" + picture)
    while rest:
        rest = rest[os.write(1, rest) :]


class _Pdf:
    def __init__(self, content: bytes) -> None:
        import pypdfium2  # type: ignore[import-untyped]

        self._document = pypdfium2.PdfDocument(content)
        self.count = len(self._document)

    def between(self, first: int, behind: int) -> Iterator[tuple[int, Image]]:
        for at in range(first, min(behind, self.count)):
            yield at, self._drawn(at)

    def _drawn(self, at: int) -> Image:
        page = self._document[at]
        longest = max(page.get_size())
        scale = min(DPI / 72, LONGEST_SIDE / longest)
        image: Image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().convert("L")
        page.close()
        return image


class _Pictures:
    def __init__(self, content: bytes) -> None:
        from PIL import Image

        Image.MAX_IMAGE_PIXELS = MOST_PIXELS
        self._image = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "TIFF"])
        self.count = getattr(self._image, "n_frames", 1)

    def between(self, first: int, behind: int) -> Iterator[tuple[int, Image]]:
        from PIL import ImageOps

        for at in range(first, min(behind, self.count)):
            self._image.seek(at)
            found = ImageOps.exif_transpose(self._image).convert("L")
            found.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            yield at, found


def _opened(content: bytes) -> _Pdf | _Pictures:
    pages: _Pdf | _Pictures = _Pdf(content) if content[:1024].lstrip().startswith(b"%PDF-") else _Pictures(content)
    if pages.count > MOST_PAGES:
        raise Refused("too_many")
    return pages


def _told(number: int, page: Image) -> tuple[dict[str, Any], bytes]:
    file = io.BytesIO()
    page.save(file, "JPEG", quality=QUALITY, optimize=True)  # without whatever the camera noted
    picture, texts = file.getvalue(), _texts(page)
    blank = not texts and _is_blank(page)
    return {"page": number, "texts": texts, "blank": blank, "size": len(picture)}, picture


def _texts(page: Image) -> list[str]:
    """What the QR codes of a page say, each once."""
    import zxingcpp

    found = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return sorted({one.text for one in found if one.valid})[:10]


def _is_blank(page: Image) -> bool:
    wide, high = round(page.width * EDGE), round(page.height * EDGE)
    counts = page.crop((wide, high, page.width - wide, page.height - high)).reduce(SMOOTHED).histogram()
    paper = next(tone for tone in range(256) if 2 * sum(counts[: tone + 1]) >= sum(counts))
    return sum(counts[: max(paper - INK, 0)]) <= NEARLY_NOTHING * sum(counts)


if __name__ == "__main__":
    main()
