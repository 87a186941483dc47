"""Cells and titles as people leave them, brought into one form for comparing."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from niangjia.engines.people.roster.shapes import Raw

# Controls, soft hyphen, zero-width signs, directions, byte order marks, halves of signs.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
SPACE = re.compile(r"\s+")
# ="00123": a text that a program shields from being taken for a figure.
SHIELDED = re.compile(r'="(.*)"', re.DOTALL)
BRACKETED = re.compile(r"[(\[【〔{（〈<《].*?[)\]】〕}）〉>》]", re.DOTALL)
TITLE_NOISE = re.compile(r"[\s*＊★☆:：_.。、,，;；\"'“”‘’`~\-—#!！?？]+")
# What stands in a cell for nothing.
NOTHING = frozenset(
    [
        "-",
        "--",
        "---",
        "—",
        "——",
        "———",
        "―",
        "/",
        "//",
        "\\",
        "、",
        ".",
        "。",
        "*",
        "?",
        "？",
        "N/A",
        "NA",
        "NULL",
        "NONE",
        "NAN",
        "#N/A",
        "#NULL!",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NUM!",
        "无",
        "空",
        "暂无",
        "不详",
        "未知",
        "未填",
        "没有",
        "待补",
        "待定",
        "待核实",
        "略",
        "无数据",
        "未填写",
        "未登记",
        "(空)",
        "（空）",
        "(空白)",
        "（空白）",
        "同上",
        "〃",
    ]
)
# What means something, but not what it is: "as above", and look-ups that found nothing.
AS_ABOVE = frozenset({"同上", "〃"})
WHOLE = 10**15  # from here on a figure has lost digits


def text_of(raw: Raw) -> str:
    """A cell as one line of text, without invisible signs; "" for nothing. A whole figure has no point."""
    if type(raw) is not str:
        return _written(raw)
    if raw.isalnum():
        return raw if raw not in NOTHING else ""
    text = SPACE.sub(" ", INVISIBLE.sub("", raw)).strip()
    if text[:1] in "='’‘`":
        text = _unshielded(text)
    return "" if text in NOTHING or text.upper() in NOTHING else text


def is_unresolved(raw: Raw) -> bool:
    """Whether a cell that counts as nothing stands for a value all the same: 同上, or an error of the spreadsheet."""
    text = SPACE.sub("", INVISIBLE.sub("", raw)) if isinstance(raw, str) else ""
    return text in AS_ABOVE or (text.startswith("#") and text.upper() in NOTHING)


def _unshielded(text: str) -> str:
    found = SHIELDED.fullmatch(text)
    return found[1].strip() if found else text.lstrip("'’‘`").strip()


def _written(raw: Raw) -> str:
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < WHOLE:
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def rounded_figure(raw: Raw) -> bool:
    """Whether a cell is a figure of so many digits that a spreadsheet has lost some."""
    return isinstance(raw, int | float) and not isinstance(raw, bool) and not abs(raw) < WHOLE


def half_width(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def plain_title(title: str) -> str:
    """A heading for comparing: half-width, small, without spaces, stars, signs, and what stands in brackets."""
    text = half_width(INVISIBLE.sub("", title))
    return TITLE_NOISE.sub("", BRACKETED.sub("", text)).lower() or TITLE_NOISE.sub("", text).lower()
