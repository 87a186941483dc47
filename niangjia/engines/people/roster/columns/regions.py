"""Names of regions into codes of GB/T 2260, where a name can mean one only."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from stdnum import numdb

if TYPE_CHECKING:
    from collections.abc import Iterator

PERIOD = re.compile(r"\[[0-9]*-([0-9]*)\]")
NAMELESS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


def region_code(text: str) -> str:
    """The code of a code or of a present name (河南省周口市西华县, 周口市西华县); "" for none or several."""
    if re.fullmatch("[0-9]{6}", text):
        return text
    return _by_name().get(text.replace(" ", ""), "")


@cache
def region_name(code: str) -> str:
    """The full present name; "" for a code that has none."""
    return _names().get(code, "")


def _present(told: str) -> str:
    """Of 甲县,[1983-2000]乙县,[2000-]丙市 the one that holds today; "" if none does."""
    for name in reversed(told.split(",")):
        period = PERIOD.match(name)
        if not period or not period[1]:
            return PERIOD.sub("", name)
    return ""


@cache
def _own_names() -> dict[str, str]:
    found = {}
    for _, low, _, told, below in numdb.get("cn/loc").prefixes:
        found[f"{low}0000"] = _present(told["province"])
        for _, first, _, named, _ in below:
            if (name := _present(named.get("county", ""))) and name not in NAMELESS:
                found[low + first] = name
    return found


@cache
def _names() -> dict[str, str]:
    return {code: "".join(_path(code)) for code in _own_names()}


def _path(code: str) -> Iterator[str]:
    own = _own_names()
    for part in dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code)):
        if name := own.get(part, ""):
            yield name


@cache
def _by_name() -> dict[str, str]:
    said = [(way, code) for code in _own_names() for way in _ways(list(_path(code)))]
    count = Counter(way for way, _ in said)
    whole = {name: code for code, name in _names().items()}
    return {way: code for way, code in said if count[way] == 1} | whole


def _ways(path: list[str]) -> set[str]:
    """Every ending of the path, and province with the last."""
    ways = {"".join(path[start:]) for start in range(len(path))}
    return ways | {path[0] + path[-1]} if path else ways
