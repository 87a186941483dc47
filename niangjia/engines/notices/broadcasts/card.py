"""The card for a WeChat group: a picture with title, union, code and short link; and the code alone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import Broadcast

LINE = 22  # half-width signs of the title on one line
LINES = 4


def short_link(broadcast: Broadcast) -> str:
    """The address that the code leads to."""
    return f"{settings.HOUSE.public_address}{reverse('messages:shared', args=[broadcast.code])}"


def code_png(broadcast: Broadcast) -> bytes:
    """The QR code alone, as PNG: it can be pasted anywhere."""
    file = io.BytesIO()
    segno.make(short_link(broadcast), error="m", micro=False).save(file, kind="png", scale=12, border=4)
    return file.getvalue()


def card_svg(broadcast: Broadcast) -> str:
    """The whole card, as SVG; it stands alone, in the system's fonts."""
    found = segno.make(short_link(broadcast), error="m", micro=False)
    dark = [(column, row) for row, line in enumerate(found.matrix) for column, is_dark in enumerate(line) if is_dark]
    path = "".join(f"M{column} {row}h1v1h-1z" for column, row in dark)
    size = len(found.matrix)
    context = {
        "union": broadcast.union.name,
        "lines": list(enumerate(broken(broadcast.title))),
        "link": short_link(broadcast).partition("://")[2],
        "path": path,
        "scan": _("Scan to read"),
        "scale": f"{280 / size:.4f}",
    }
    return render_to_string("notices/card.svg", context)


def broken(title: str) -> list[str]:
    """The title in lines that fit the card; a Chinese sign is as wide as two Latin ones."""
    lines, width = [""], 0
    for sign in title:
        wide = 2 if east_asian_width(sign) in "WF" else 1
        if width + wide > LINE:
            lines, width = [*lines, ""], 0
        lines[-1] += sign
        width += wide
    return lines[:LINES]
