"""What the API of matters takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

LARGEST, MOST = 2**63 - 1, 200
Id = Annotated[int, Field(ge=1, le=LARGEST)]


class TaskOut(Schema):
    """A task that waits, or that is over. `step` is its key in the drawing, `union` where it is done."""

    id: int
    matter: int = Field(alias="matter_id")
    procedure: str
    step: str = Field(alias="key")
    role: str
    union: int = Field(alias="union_id")
    state: int
    claimed_by: int | None = Field(None, alias="claimed_by_id")
    opened: datetime
    due: datetime | None
    done: datetime | None
    outcome: str


class MatterOut(Schema):
    """A matter and its tasks; whom it is about is not told. `state`: 1 under way, 2 done, 3 withdrawn."""

    id: int
    number: str
    procedure: str
    version: int
    union: int
    state: int
    phase: str
    opened: datetime
    closed: datetime | None
    tasks: list[TaskOut]


class Listed(Schema):
    """Which tasks, and how many: "mine", "union" (those that one may do), "late" or "all" that one sees."""

    view: str = "union"
    procedure: str = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


class Completion(Schema):
    """How a step ended, and what its form asks for."""

    outcome: str = ""
    data: dict[str, Any] = {}


class SendingBack(Schema):
    """By which way of the drawing, and why."""

    way: str
    reason: str
