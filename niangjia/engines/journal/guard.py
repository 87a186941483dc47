"""Keeps personal content and bulk out of entries: cheap, so it catches slips, not intent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from django.core.serializers.json import DjangoJSONEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 1000  # bytes of JSON
SURELY_FITS = LARGEST // 4  # signs, of four bytes at most
LONGEST = 200  # signs of one text
SHORTEST = 11  # signs that PERSONAL can mean: those of a mobile number
TOO_LONG = 10_000_000_000

# A resident ID with its birth date in the middle, or of the old fifteen digits; a mobile number, spaced or with
# +86; a bank card. Digits inside longer words (a hash) are none of them, nor are a UUID's.
PERSONAL = re.compile(
    r"""(?<![0-9A-Za-z.])(?:
        \d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]
      | \d{6}\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}
      | (?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}
      | \d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?:[ -]?\d{1,3})?
    )(?![0-9A-Za-z]|\.\d)""",
    re.VERBOSE,
)
UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


class UnfitData(ValueError):
    """Data are not fit for the journal; the message names the place, never the value."""


_plain = msgspec.json.Encoder()  # the same text, several times quicker
_encoder = DjangoJSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def packed(data: Mapping[str, Any] | None) -> str | None:
    """The data as JSON text. Raises UnfitData for what looks personal, is too large or is no JSON."""
    if not data:
        return None
    if _is_harmless(data):
        text = _plain.encode(data).decode()
        if len(text) <= SURELY_FITS:
            return text
    else:
        for place, value in _leaves(data, ""):
            _check(place, value)
    try:
        text = _encoder.encode(data)
    except (TypeError, ValueError):
        raise UnfitData("the data are no plain JSON") from None
    if len(text.encode()) > LARGEST:
        raise UnfitData(f"the data take more than {LARGEST} bytes; store a row and point to it")
    return text


def _is_harmless(data: Mapping[str, Any]) -> bool:
    """Whether all is so plain and short that nothing personal fits: entries of many acts have nothing else."""
    for name, value in data.items():
        if type(value) is int:
            if not -TOO_LONG < value < TOO_LONG:
                return False
        elif type(value) is not str or len(value) >= SHORTEST or "\x00" in value:
            return False
        if type(name) is not str or len(name) >= SHORTEST or "\x00" in name:
            return False
    return True


def _check(place: str, value: object) -> None:
    text = str(value)
    if len(text) > LONGEST:
        raise UnfitData(f"{place}: longer than {LONGEST} signs")
    if "\x00" in text:
        raise UnfitData(f"{place}: has a sign that no text has")
    if len(text) >= SHORTEST and PERSONAL.search(UUID.sub("", text)):
        raise UnfitData(f"{place}: looks like the number of an ID, a phone or a bank card")


def _leaves(value: object, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for number, (key, inner) in enumerate(value.items()):
            yield f"{place}key {number}", key
            yield from _leaves(inner, f"{place}{key}.")
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for inner in value:
            yield from _leaves(inner, place)
    else:
        yield place.rstrip("."), value
