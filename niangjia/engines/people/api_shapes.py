"""What the API of the register takes and gives."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import Field

LARGEST, MOST = 2**63 - 1, 200
T = TypeVar("T")
Id = Annotated[int, Field(ge=1, le=LARGEST)]


class Page(Schema, Generic[T]):
    """Some rows, by id; `next` is null when there are no more."""

    items: list[T]
    next: int | None


class Paging(Schema):
    """From where on, and how many at most."""

    after: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


class Below(Paging):
    """Rows of a union and all unions below it; of the whole scope without one."""

    union: Id | None = None


class UnionOut(Schema):
    """A union; codes as in the register's tables. `parent` may lie outside the scope."""

    id: int
    parent: int | None = Field(None, alias="parent_id")
    code: str
    name: str
    short_name: str
    level: str
    kind: str
    state: str
    uscc: str | None
    certificate: str
    certificate_expires: date | None
    nature: str
    industry: str
    region: str
    founded: date | None
    term: int | None
    term_started: date | None
    election_due: date | None
    headcount: int | None


class MemberOut(Schema):
    """Somebody with a living membership; `document` and `phone` are masked, "" where none is known."""

    id: int
    name: str
    sex: str
    born: date | None
    education: str
    home: int
    membership: int
    state: str
    joined: date | None
    document: str
    phone: str


class MembershipOut(Schema):
    """A membership, also one that has ended."""

    id: int
    person: int = Field(alias="person_id")
    union: int = Field(alias="union_id")
    state: str
    origin: str
    number: str
    joined: date | None
    started: date
    ended: date | None


class PostOut(Schema):
    """A post that is held today; `ends` is its last day."""

    id: int
    union: int = Field(alias="union_id")
    person: int = Field(alias="person_id")
    holder: str
    role: str
    obtained: str
    time: str
    whole_subtree: bool
    started: date
    ends: date | None


class TotalsOut(Schema):
    """How many, by facet and value: {"members": {"": 1200}, "sex": {"1": 700, "2": 500}}."""

    totals: dict[str, dict[str, int]]
