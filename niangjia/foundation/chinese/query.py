"""What a searcher types, as patterns over the tokens of names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .names import HANZI, normalise_name
from .readings import syllables
from .spelling import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN = re.compile(f"[{HANZI}]+|[^\\W{HANZI}_]+")
GAPS = re.compile(f"[^\\w{HANZI}]+|_")
LONGEST = 24  # letters of which a mixture of syllables and initials is made out
MARGIN, MOST_WAYS, MOST_PATTERNS = 1.5, 8, 4
# As passports and people without ü write it.
RESPELLED = (("lyu", "lv"), ("nyu", "nv"), ("lue", "lve"), ("nue", "nve"))
INITIALS = frozenset("abcdefghjklmnopqrstwxyz") | {"zh", "ch", "sh"}
VOWELS = frozenset("aeo")  # more often inside a syllable than for one


def query_tokens(text: str) -> list[tuple[str, ...]]:
    """Patterns for SQL's LIKE over `name_tokens`: a name must match one pattern of every group; [] finds nothing.

    Mostly there is one group; 王xm has two. A pattern has no wildcard but percent signs, and never starts with one.
    """
    return [(f"{run}%",) if _is_hanzi(run) else _spoken(run) for run in _runs(normalise_name(text))]


def _runs(name: str) -> Iterator[str]:
    for run in RUN.findall(GAPS.sub("", name)):
        if word := run if _is_hanzi(run) else _letters(run):
            yield word


def _is_hanzi(run: str) -> bool:
    return re.match(f"[{HANZI}]", run) is not None


def _letters(run: str) -> str:
    return "".join(sign if sign == "ü" else folded(sign) for sign in run.casefold())


@lru_cache(maxsize=1_000)
def _spoken(run: str) -> tuple[str, ...]:
    variants = {run.replace("ü", "v"), run.replace("ü", "u")} if "ü" in run else {run, _respelled(run)}
    mixtures = (pattern for variant in sorted(variants) for pattern in _mixtures(variant))
    return tuple(dict.fromkeys([*(f"{variant}%" for variant in sorted(variants)), *mixtures]))


def _respelled(run: str) -> str:
    for written, meant in RESPELLED:
        run = run.replace(written, meant)
    return run


def _mixtures(run: str) -> list[str]:
    """Patterns for syllables mixed with initials (wangxm, wxiaomei), of the likeliest ways to divide the run."""
    if len(run) > LONGEST or run in syllables():
        return []
    divided = _divided(run)
    likely = [parts for cost, parts in divided if cost <= divided[0][0] + MARGIN]
    return list(dict.fromkeys(_pattern(parts) for parts in likely if _is_mixture(parts)))[:MOST_PATTERNS]


def _divided(run: str) -> list[tuple[float, tuple[str, ...]]]:
    """Ways to read `run` as syllables and initials, with what each costs, the likeliest first."""
    ways: list[list[tuple[float, tuple[str, ...]]]] = [[(0, ())], *([] for _ in run)]
    for start in range(len(run)):
        for end in range(start + 1, min(start + 6, len(run)) + 1):
            if price := _price(run[start:end]):
                ways[end] += [(cost + price, (*parts, run[start:end])) for cost, parts in ways[start]]
                ways[end] = sorted(ways[end])[:MOST_WAYS]
    return ways[-1]


def _price(part: str) -> float:
    """How unlikely a part is, 0 if it is none: few parts and whole syllables are the rule."""
    if part in INITIALS:
        return 2 if part in VOWELS else 1.5
    return 1 if part in syllables() else 0


def _is_mixture(parts: tuple[str, ...]) -> bool:
    """Initials alone, and syllables before a single one, are found by their beginning anyhow."""
    return any(part not in INITIALS for part in parts) and any(part in INITIALS for part in parts[:-1])


def _pattern(parts: tuple[str, ...]) -> str:
    letters = "".join(part[0] for part in parts)
    *before, last = parts
    return " ".join([f"{letters}%", *(f"{part}%" if part in INITIALS else part for part in before), f"{last}%"])
