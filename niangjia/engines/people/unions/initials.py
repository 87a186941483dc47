"""The initials of what a union is called, as people type them: zzdz for 郑州电子."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from niangjia.foundation.chinese.readings import given_readings

# Characters that names of places and firms read otherwise than names of people do: 重庆, 银行, 大厦. The second way
# is for the rest, such as 会计.
IN_FIRMS = {
    "重": "cz",
    "行": "hx",
    "厦": "sx",
    "会": "hk",
    "长": "cz",
    "参": "sc",
    "单": "ds",
    "解": "jx",
    "查": "cz",
}


class _Letters(dict[int, str]):
    """For str.translate: what each character is abbreviated to, worked out when it is first met."""

    def __init__(self, way: int) -> None:
        super().__init__()
        self.way = way

    def __missing__(self, number: int) -> str:
        sign = chr(number)
        starts = IN_FIRMS.get(sign) or "".join(reading[0] for reading in given_readings(sign))
        if sign.isascii():
            starts = sign.lower() if sign.isalnum() else ""
        letter = self[number] = starts[min(self.way, len(starts) - 1)] if starts else ""
        return letter


_usual, _other = _Letters(0), _Letters(1)


@lru_cache(maxsize=40_000)
def initials_of(name: str) -> str:
    """The initials by the usual readings of all characters and, after a space, by their other ones if they differ.

    Latin letters and digits stand as they are, in small letters.
    """
    plain = unicodedata.normalize("NFKC", name)
    usual, other = plain.translate(_usual), plain.translate(_other)
    return usual if usual == other else f"{usual} {other}"
