"""The code on a paper: the address of its check page, as a picture for Word and as a path for pages."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.urls import reverse

from niangjia.engines.papers.life.tokens import FORM

if TYPE_CHECKING:
    from niangjia.engines.papers.life.models import Delivery, Paper

SCALE = 20  # pixels of a module; printed at 20 mm it stays sharp


@dataclass(frozen=True)
class Code:
    """A QR code: its address, the path of its dark modules in an SVG of `size` by `size`."""

    address: str
    path: str
    size: int

    @property
    def view_box(self) -> str:
        return f"-4 -4 {self.size + 8} {self.size + 8}"


def address_of(bearer: Paper | Delivery) -> str:
    """Where the code leads: the check page of the paper, or of the paper that is delivered."""
    return f"{settings.HOUSE.public_address}{reverse('check:paper', args=[bearer.token])}"


def code_of(bearer: Paper | Delivery) -> Code:
    """The code for a page."""
    address = address_of(bearer)
    found = segno.make(address, error="m", micro=False)
    dark = [(column, row) for row, line in enumerate(found.matrix) for column, is_dark in enumerate(line) if is_dark]
    return Code(address, "".join(f"M{column} {row}h1v1h-1z" for column, row in dark), len(found.matrix))


def png_of(bearer: Paper | Delivery) -> io.BytesIO:
    """The code as PNG, with its quiet zone."""
    file = io.BytesIO()
    segno.make(address_of(bearer), error="m", micro=False).save(file, kind="png", scale=SCALE, border=4)
    file.seek(0)
    return file


def token_in(text: str) -> str | None:
    """The token that a code's text names, whatever the house was called when it was printed; None if it is no such
    address.
    """
    parts = [part for part in urlsplit(text.strip()).path.split("/") if part]
    return parts[1] if len(parts) == 2 and parts[0] == "p" and FORM.fullmatch(parts[1]) else None
