"""A person as invented, before it becomes rows. Ids are those of the database; the names are those of the models."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from niangjia.engines.people.memberships.models import LIVING, Membership, State
from niangjia.foundation.identity import DocumentKind


@dataclass(slots=True)
class Belonging:
    """A membership; `steps` are what it became, on which day, why."""

    union_id: int
    state: State
    origin: Membership.Origin
    joined: date
    started: date
    ended: date | None = None
    origin_note: str = ""
    steps: list[tuple[State, date, str]] = field(default_factory=list)

    @property
    def living(self) -> bool:
        return self.state in LIVING


@dataclass(slots=True)
class Work:
    employer_id: int
    kind: str
    title: str
    started: date
    ended: date | None = None


@dataclass(slots=True)
class Kin:
    relation: str
    name: str
    born: date | None = None
    number: str | None = None
    known_as_id: int | None = None


@dataclass(slots=True)
class Drawn:
    """`entered` is the day on which the record was made."""

    id: int
    home_id: int
    name: str
    sex: str
    born: date
    entered: date
    region: str
    state: str = "complete"
    lacks: str = ""
    ethnicity: str = "01"
    native_place: str = ""
    education: str = ""
    political: str = ""
    household: str = ""
    is_migrant: bool = False
    work_state: str = "1"
    skill: str = ""
    new_form: str = ""
    platform: str = ""
    died: date | None = None
    document: tuple[DocumentKind, str] | None = None
    valid_until: date | None = None
    phone: str = ""
    address: str = ""
    membership: Belonging | None = None
    former: Belonging | None = None
    works: list[Work] = field(default_factory=list)
    family: list[Kin] = field(default_factory=list)

    @property
    def female(self) -> bool:
        return self.sex == "2"
