"""Pictures, drawn anew from their pixels: smaller, upright, without place, camera or anything hidden behind.

What comes out is made by Pillow from pixels alone, so nothing of the file that came in is left: no EXIF, no XMP, no
comment, no second file glued to its end.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .kinds import FileKind

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST, SMALL = 2560, 480  # pixels; an A4 page of 2560 is read at some 220 dots per inch
MOST_PIXELS = 80_000_000  # JPEG, which is decoded smaller at once
MOST_DRAWN = 30_000_000  # the others: 120 MB in memory
DRAWN_QUALITY, SMALL_QUALITY = 85, 75
FLAT = {"1", "P", "L"}  # line art and scans keep sharp edges in PNG
# What Pillow raises for files that are cut off, lie about themselves, or would blow up.
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
BROKEN = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
)


class PictureError(ValueError):
    """The picture can't be used; the message is a sentence for people."""


@dataclass(frozen=True)
class Redrawn:
    """A picture as it is kept, and a small one (JPEG)."""

    kind: FileKind
    content: bytes
    preview: bytes


def redrawn(content: bytes) -> Redrawn:
    """The picture anew. Raises PictureError for one that is broken or too large."""
    try:
        picture, flat = _pixels(content)
        small = picture.convert("RGB")
        small.thumbnail((SMALL, SMALL))
        kind = FileKind.PNG if flat else FileKind.JPEG
        return Redrawn(kind, _written(picture, kind, DRAWN_QUALITY), _written(small, FileKind.JPEG, SMALL_QUALITY))
    except PictureError:
        raise
    except BOMBS:
        raise PictureError(_("The picture has too many points: make it smaller first.")) from None
    except BROKEN:
        raise PictureError(_("The picture is damaged or cut off: take it again.")) from None


def _pixels(content: bytes) -> tuple[Image.Image, bool]:
    """The picture upright and no longer than LONGEST, and whether it is flat: few colours, sharp edges."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        _check_size(opened)
        if opened.format == "JPEG":
            opened.draft("RGB", (LONGEST, LONGEST))
        flat = opened.format == "PNG" and opened.mode in FLAT
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        on_white = _on_white(upright)
    on_white.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return on_white, flat


def _check_size(opened: Image.Image) -> None:
    width, height = opened.size
    most = MOST_PIXELS if opened.format == "JPEG" else MOST_DRAWN
    if width * height > most or max(width, height) > 40 * max(1, min(width, height)):
        raise PictureError(_("The picture has too many points: make it smaller first."))


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency, in plain colours or greys; a new picture that carries no notes."""
    if picture.mode in {"1", "L"}:
        drawn = picture.convert("L")
    elif "A" in picture.mode or "transparency" in picture.info:
        through = picture.convert("RGBA")
        drawn = Image.new("RGB", picture.size, "white")
        drawn.paste(through, mask=through.getchannel("A"))
    else:
        drawn = picture.convert("RGB")
    drawn.info = {}
    return drawn


def _written(picture: Image.Image, kind: FileKind, quality: int) -> bytes:
    file = io.BytesIO()
    if kind is FileKind.PNG:
        picture.save(file, "PNG", optimize=True)
    else:
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()
