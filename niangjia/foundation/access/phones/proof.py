"""What this browser has proven about a telephone, and what it asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from .coding import forget_proof, proven_number

if TYPE_CHECKING:
    from django.http import HttpRequest

ASKED, PROVEN = "code_asked", "phone_proven"


@dataclass(frozen=True, repr=False)
class Proof:
    """A telephone that whoever sits at this browser has in hand."""

    number: str
    shared: bool
    then: str


def note_asked(request: HttpRequest, code_id: UUID, *, shared: bool, then: str) -> None:
    """A code was sent for this browser: nowhere else is it of use."""
    request.session[ASKED] = {"code": str(code_id), "shared": shared, "then": then}


def asked(request: HttpRequest) -> UUID | None:
    """The code that was sent for this browser."""
    given = request.session.get(ASKED)
    return UUID(given["code"]) if given else None


def note_proven(request: HttpRequest) -> None:
    """The code was right. The session gets another key, as whenever it gets to be worth more."""
    given = request.session.pop(ASKED)
    request.session.cycle_key()
    request.session[PROVEN] = given


def proof_of(request: HttpRequest) -> Proof | None:
    """What this browser has proven within the last quarter of an hour."""
    given = request.session.get(PROVEN)
    number = proven_number(UUID(given["code"])) if given else None
    return Proof(number, given["shared"], given["then"]) if given and number else None


def use_up(request: HttpRequest) -> None:
    """It served."""
    if given := request.session.pop(PROVEN, None):
        forget_proof(UUID(given["code"]))
