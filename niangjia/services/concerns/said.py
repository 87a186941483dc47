"""What people wrote, as it is sealed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from niangjia.foundation.secrets.secret import Secret


@dataclass(frozen=True, repr=False, kw_only=True)
class Packed:
    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Self:
        return cls(**json.loads(text))


@dataclass(frozen=True, repr=False, kw_only=True)
class Said(Packed):
    """`employer` as it was typed; `name` and `phone` of whoever has no record and was entered by staff."""

    text: str
    wants: str = ""
    employer: str = ""
    place: str = ""
    speakers: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, repr=False, kw_only=True)
class Answer(Packed):
    """A written handling opinion has facts, an opinion and its basis (信访工作条例 第三十二条)."""

    facts: str
    opinion: str
    basis: str = ""


@dataclass(frozen=True, repr=False, kw_only=True)
class Contact(Packed):
    """The name that somebody trusts to an officer above."""

    name: str
    phone: str = ""


@dataclass(frozen=True, repr=False, kw_only=True)
class Trusted(Packed):
    """A sealed name: `person` is the record, 0 where there is none; `employers` for whom the worker worked then."""

    name: str
    phone: str = ""
    person: int = 0
    employers: tuple[int, ...] = ()


def split_names(text: str) -> list[str]:
    """What somebody typed, set apart by commas of either kind."""
    return [name.strip() for name in text.replace("、", ",").replace("，", ",").split(",") if name.strip()]


def plain(secret: Secret | None) -> str:
    """What is sealed, in words; nothing once it was erased."""
    return secret.reveal() if secret else ""
