"""What is sealed of a dispute and of its sessions."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, repr=False, kw_only=True)
class Said:
    """Who applies, against whom, what is asked for and why. `others` apply, too; of all these `speakers` speak."""

    name: str
    employer: str
    claim: str
    facts: str = ""
    others: Sequence[str] = ()
    speakers: Sequence[str] = ()

    @property
    def everybody(self) -> list[str]:
        return [self.name, *self.others]

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Said:
        found = json.loads(text)
        lists = {name: tuple(found.get(name, ())) for name in ("others", "speakers")}
        return cls(**{**found, **lists})


@dataclass(frozen=True, repr=False, kw_only=True)
class Record:
    """Who came to a session, and what each side said."""

    present: str
    worker: str
    employer: str
    result: str

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Record:
        return cls(**json.loads(text))
