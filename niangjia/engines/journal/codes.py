"""The one registry of codes: what can be journalled, the sentence that a person reads, how long it is kept."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
    Say = Callable[[Any], Words]

FORM = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*){1,4}")
LONGEST = 80
LEAST_MONTHS = 6  # 网络安全法 第二十三条: logs are kept for six months at least


class UnknownCode(Exception):
    """An entry was to be made, or a look recorded, with a code that nobody registered so: a slip of the code."""


@dataclass(frozen=True)
class Code:
    """A kind of entry. `sentence` may have %(name)s for what stands in the data; `look` marks a look at personal
    data; `purpose` says what such a look is always for, so that nobody is asked for a reason each time. `words` has,
    by the name of a datum, a function that says the stored code, id or day in words for people.
    """

    code: str
    sentence: Words
    look: bool = False
    purpose: Words = ""
    words: Mapping[str, Say] = field(default_factory=dict, compare=False)

    def said(self, data: Mapping[str, Any] | None) -> str:
        """The sentence with the data in it; what the data lack shows as "…"."""
        filled = defaultdict(lambda: "…", {name: self._word(name, value) for name, value in (data or {}).items()})
        return str(self.sentence) % filled if "%(" in str(self.sentence) else str(self.sentence)

    def _word(self, name: str, value: Any) -> Any:
        try:
            return self.words[name](value) if name in self.words else value
        except (TypeError, ValueError):  # an entry stays readable whatever was written into it
            return value


_known: dict[str, Code] = {}
_kept: dict[str, int] = {}  # code or family -> months


def register_code(
    code: str,
    *,
    sentence: Words,
    look: bool = False,
    purpose: Words = "",
    words: Mapping[str, Say] | None = None,
) -> str:
    """Make a code known and return it. Raises ValueError for a bad code, or one that means something else already.

    What stands in the data as a code, an id or a day is said by `words`, in the language of whoever reads.
    """
    if not FORM.fullmatch(code) or len(code) > LONGEST:
        raise ValueError(f"journal code {code!r}: write it as area.thing.happened, at most {LONGEST} signs")
    if purpose and not look:
        raise ValueError(f"journal code {code!r}: only looks have a purpose")
    made = Code(code, sentence, look, purpose, words or {})
    if code in _known and str(_known[code].sentence) != str(sentence):
        raise ValueError(f"journal code {code!r} is registered twice")
    _known[code] = made
    return code


def known(code: str) -> Code:
    """The code. Raises UnknownCode."""
    try:
        return _known[code]
    except KeyError:
        raise UnknownCode(code) from None


def all_codes() -> list[Code]:
    """Every code, in order."""
    return [_known[code] for code in sorted(_known)]


def look_codes() -> list[str]:
    """The codes of looks at personal data."""
    return [code.code for code in all_codes() if code.look]


def said(code: str, data: Mapping[str, Any] | None) -> str:
    """The sentence of an entry; of one whose code this version does not know any more, the code itself."""
    return _known[code].said(data) if code in _known else code


def keep(family: str, *, months: int) -> None:
    """Let entries go after so many months: those of a code, or of a family ("access" is that of "access.…").

    The longest name that fits an entry counts; what no name fits is kept for ever. Raises ValueError for less than
    the law's six months, or a second figure.
    """
    if months < LEAST_MONTHS:
        raise ValueError(f"{family!r}: the law wants logs kept for {LEAST_MONTHS} months at least")
    if _kept.setdefault(family, months) != months:
        raise ValueError(f"{family!r}: how long it is kept is said twice")


def kept_months(code: str) -> int | None:
    """For how many months entries of the code are kept; None is for ever."""
    parts = code.split(".")
    families = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((_kept[family] for family in families if family in _kept), None)


def least_kept() -> int | None:
    """The shortest time, in months, after which anything goes; None when all is kept for ever."""
    return min(_kept.values(), default=None)
