"""Names in one spelling, whatever they were typed with."""

from __future__ import annotations

import re
import unicodedata

# Ideographs of all planes, the zero 〇, and the private area where old systems put rare characters of names.
HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U000323af"
DOT = "·"

ALL_HANZI = re.compile(f"[{HANZI}]+")
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# What stands for the middle dot of names in parts, such as 阿不都·热合曼.
DOTS = re.compile("\\s*[·•‧∙⋅・●]\\s*")
FULL_STOP = re.compile(f"(?<=[{HANZI}])\\s*[.。]\\s*(?=[{HANZI}])")
PADDING = re.compile(f"(?<=[{HANZI}])\\s+(?=[{HANZI}])")
SPACE = re.compile(r"\s+")


def normalise_name(text: str) -> str:
    """The name half-width, without invisible signs, with one kind of middle dot, and without padding (王　梅).

    Simplified and traditional characters stay as they are: both are on identity cards.
    """
    if ALL_HANZI.fullmatch(text) and unicodedata.is_normalized("NFKC", text):
        return text
    name = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    name = FULL_STOP.sub(DOT, DOTS.sub(DOT, name))
    return SPACE.sub(" ", PADDING.sub("", name)).strip(f" {DOT}")
