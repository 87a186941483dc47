"""Request, answer and reminder; papers speak Chinese. Words after practice of official letters, from general
knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Facts, Field, PaperKind, Sheet, Template, Text, register_paper
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import Retention
from niangjia.engines.papers.kinds.sheet import Block
from niangjia.services.founding.permissions import APPROVE, SUBMIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    Data = Mapping[str, Any]

LETTER = (
    Field("title", _("Title")),
    Field("to", _("To")),
    Field("body", _("Text"), FieldKind.LINES),
    Field("facts", _("Facts"), FieldKind.ROWS, required=False),
    Field("enclosures", _("Enclosures"), FieldKind.LINES, required=False),
)


def _letter(data: Data) -> Sheet:
    facts: tuple[Block, ...] = (Facts(tuple((row[0], row[1]) for row in data["facts"])),) if data.get("facts") else ()
    body, last = data["body"][:-1], data["body"][-1:]
    blocks = (Text(tuple(body)), *facts, Text(tuple(last)))
    return Sheet(data["title"], blocks, to=data["to"], enclosures=tuple(data.get("enclosures") or ()))


def _title(data: Data) -> str:
    return str(data["title"])


def _kind(key: str, title: Any, signs: str, retention: Retention, *, personal: bool = True) -> PaperKind:
    return register_paper(
        PaperKind(
            key,
            title,
            Template.OFFICIAL,
            _letter,
            LETTER,
            caption=_title,
            signs=signs,
            checked=False,
            delivered=False,
            retention=retention,
            personal=personal,
        )
    )


ASKING = _kind("founding.asking", _("Request to the union above"), SUBMIT, Retention.PERMANENT)
ANSWER = _kind("founding.answer", _("Answer of the union above"), APPROVE, Retention.PERMANENT)
REMINDER = _kind("founding.reminder", _("Letter of reminder"), APPROVE, Retention.TEN, personal=False)
