"""How numbers arrive: typed on a phone, pasted from a chat, spoilt by a spreadsheet."""

from __future__ import annotations

import re
import unicodedata

# Signs that people and programs put around and between the characters of a number; after NFKC.
SEPARATORS = re.compile(
    "[\\s\x00-\x1f\x7f\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff"  # spaces, invisible signs
    "\\-\u2010-\u2015\u2212"  # dashes
    "'\"`\u00b4\u2018-\u201d=,()\\[\\]]"  # a spreadsheet's text mark, quotes, brackets
)
# What is typed or recognised instead of the check character X.
LIKE_X = str.maketrans(dict.fromkeys("×ΧХ✕✖╳", "X"))
# 13800138000.0: a whole number that a spreadsheet kept as a figure; with up to 15 digits nothing is lost.
WHOLE_FIGURE = re.compile(r"([0-9]{1,15})\.0")
# 1.10105E+17, 110105194912310000.0: digits are lost for good.
ROUNDED_FIGURE = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+|[0-9]{16,}\.0")


def normalise(text: str) -> str:
    """The number alone: half-width, upper case, without spaces, dashes, brackets, quotes and invisible signs."""
    if text.isascii() and text.isalnum():
        return text.upper()
    number = SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper().translate(LIKE_X)
    figure = WHOLE_FIGURE.fullmatch(number)
    return figure[1] if figure else number


def rounded(number: str) -> bool:
    """Whether a normalised number is what a spreadsheet leaves of a long one: 15 digits or an exponent."""
    return ROUNDED_FIGURE.fullmatch(number) is not None


def seems_rounded(digits: str) -> bool:
    """Whether a number that fails its check ends like one of which a spreadsheet kept 15 digits."""
    return len(digits) > 15 and not digits[15:].strip("0")
