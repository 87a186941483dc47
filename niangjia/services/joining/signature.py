"""A signature drawn on a screen: taken as a PNG, drawn anew from its pixels, cut to what is ink, small."""

from __future__ import annotations

import base64
import binascii
import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 200_000  # letters of a data address
POINTS = 1200 * 600
SIZE = (480, 160)
INK, LEAST = 128, 60  # darker than this is ink; so much of it at least, else it is a slip of the finger
HEAD = "data:image/png;base64,"


def drawn_in(address: str) -> str:
    """The picture as a PNG in base64; "" for nothing drawn. Raises ValidationError for what is none."""
    if not address:
        return ""
    try:
        picture = _opened(address)
    except (ValueError, binascii.Error, OSError, UnidentifiedImageError, Image.DecompressionBombError):
        raise ValidationError(_("The signature could not be read: draw it again, or tick below.")) from None
    marked = picture.point(lambda value: 255 if value < INK else 0)
    box = marked.getbbox()
    if box is None or marked.histogram()[255] < LEAST:
        return ""
    cut = ImageOps.expand(picture.crop(box), border=4, fill=255)
    cut.thumbnail(SIZE)
    file = io.BytesIO()
    cut.quantize(8).save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def _opened(address: str) -> Image.Image:
    """In grey on white. Raises ValueError and what Pillow raises."""
    if not address.startswith(HEAD):
        raise ValueError("no PNG")
    found = Image.open(io.BytesIO(base64.b64decode(address[len(HEAD) :], validate=True)), formats=["PNG"])
    if found.width * found.height > POINTS:
        raise ValueError("too large")
    ink = found.convert("RGBA")
    page = Image.new("RGBA", ink.size, "white")
    return Image.alpha_composite(page, ink).convert("L")
