"""What stands on a paper, in parts that every template knows how to set: the shared blocks of the papers.

A sheet is frozen as JSON when the paper is signed; the Word file and the page to print are both made from that.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Text:
    """Paragraphs."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading within the paper, such as "一、基本情况"."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Labels with what is filled in, two pairs on a line: who it is about, figures of an application."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Opinion:
    """A box for an opinion, with name, seal and date; empty, it is filled in by hand."""

    title: str
    text: str = ""
    name: str = ""
    day: str = ""
    seal: bool = True


@dataclass(frozen=True)
class Column:
    """A column of a grid. `share` is its part of the width beside the others'; a `sign` column stays free for
    signatures."""

    title: str
    share: int = 1
    sign: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: a roll, a list of items, figures."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True)
class Signature:
    """A line to sign on, with a date."""

    label: str


@dataclass(frozen=True)
class Drawn:
    """A signature that was drawn on a screen, with the moment; `picture` is a PNG in base64.

    The Word file has only the words that stand beside it.
    """

    label: str
    picture: str
    day: str


@dataclass(frozen=True)
class Foot:
    """What stands below a roll or a return: unit (seal), head, checker, preparer, telephone, date."""

    items: tuple[tuple[str, str], ...]


Block = Text | Heading | Facts | Opinion | Grid | Signature | Drawn | Foot


@dataclass(frozen=True)
class Sheet:
    """A paper's words. `to` is whom it is sent to, `copies_to` who else gets it; all of it as it will be read."""

    title: str
    blocks: tuple[Block, ...] = ()
    to: str = ""
    copies_to: str = ""
    secrecy: str = ""
    urgency: str = ""
    contact: str = ""
    enclosures: tuple[str, ...] = ()
    note: str = field(default="")

    def frozen(self) -> dict[str, Any]:
        """As JSON holds it, each block with its kind."""
        told = {name: value for name, value in asdict(self).items() if name != "blocks"}
        return {**told, "blocks": [{"kind": type(block).__name__.lower(), **asdict(block)} for block in self.blocks]}
