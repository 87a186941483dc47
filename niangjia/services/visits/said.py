"""What is sealed of visits and appointments."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, repr=False, kw_only=True)
class Record:
    """What a visit was: who was met, what was heard, what was settled on the spot."""

    met: str
    heard: str
    settled: str = ""

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Record:
        return cls(**json.loads(text))


@dataclass(frozen=True, repr=False, kw_only=True)
class Wish:
    """Who wants to be received, and about what."""

    name: str
    words: str

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Wish:
        return cls(**json.loads(text))
