"""A paper as the templates take it: the frozen words, and what the paper's row says of number, seal and state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines.papers.life.freezing import content_of
from niangjia.engines.papers.life.models import Sealing
from niangjia.engines.papers.seals import provider_named

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.papers.life.models import Paper

    Context = dict[str, Any]

WORDS = {"official": "official", "wide": "wide", "form": "form", "roll": "form"}


def context_of(paper: Paper) -> Context:
    """What both templates are filled with, in Chinese. Raises Damaged."""
    content = content_of(paper)
    with override("zh-hans"):
        return set_out(
            content["sheet"],
            template=content["template"],
            union=content["union"],
            number=paper.number,
            dated=chinese_day(paper.dated) if paper.dated else "",
            state=_state(paper),
            seal_place=_seal_place(paper),
        )


def set_out(sheet: dict[str, Any], **more: Any) -> Context:
    """The sheet's blocks made ready: pairs of facts side by side, the words of lines to sign."""
    blocks = [_block(block) for block in sheet["blocks"]]
    by_foot = any(block["kind"] == "foot" for block in blocks)
    enclosures = "　".join(f"{at}.{name}" for at, name in enumerate(sheet["enclosures"], start=1))
    return {"sheet": sheet, "blocks": blocks, "by_foot": by_foot, "enclosures": enclosures, **more}


def _block(block: dict[str, Any]) -> dict[str, Any]:
    match block["kind"]:
        case "facts":
            flat = [*block["rows"], ("", "")] if len(block["rows"]) % 2 else block["rows"]
            pairs = [[*flat[at], *flat[at + 1]] for at in range(0, len(flat), 2)]
            return {**block, "pairs": pairs}
        case "opinion":
            sign = _("Signature (seal):") if block["seal"] else _("Signature:")
            return {**block, "sign": sign, "day": block["day"] or _("(year)    (month)    (day)")}
        case "foot":
            return {**block, "line": "　　".join(f"{label}：{value}" for label, value in block["items"])}
    return block


def chinese_day(day: date) -> str:
    """As papers write a date (GB/T 9704-2012, 7.3.5.4): 2026年11月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _state(paper: Paper) -> str:
    if paper.revoked:
        return _("REVOKED")
    if not paper.issued:
        return _("DRAFT")
    return ""


def _seal_place(paper: Paper) -> str:
    """What stands where the seal goes: never a picture of one."""
    if paper.sealing == Sealing.ELECTRONIC and (found := provider_named(paper.seal_provider)):
        return f"（{found.words}）"
    kind = paper.kind_or_none
    if paper.issued and (kind is None or kind.sealed):
        return _("(seal)")
    return ""
