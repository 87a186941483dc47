"""What floors above give to signing in: who carries codes, who keeps the journal, who needs a second factor.

Each is registered when the apps are ready, and each is optional: without a carrier no codes go out, without a journal
nothing is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from .actor import Actor
    from .models import Account

# number (E.164), text, id that is the same for every try -> whether it went out
Carry: TypeAlias = Callable[[str, str, str], bool]
# who, what (a name of noting.py), which account, more without personal data
Note: TypeAlias = "Callable[[Actor, str, int, Mapping[str, Any]], None]"

_carriers: list[tuple[Carry, str]] = []
_notes: list[Note] = []
_needing: list[Callable[[Account], bool]] = []
_closing: list[Callable[[Actor, Account], None]] = []
_leading: list[str] = []


def codes_by(carry: Carry, *, shown_at: str = "") -> None:
    """Register who carries codes, and the route of a page where a demo shows them; the last one counts."""
    _carriers.append((carry, shown_at))


def carry(number: str, text: str, once: str) -> bool:
    """Send a text, trying once; whether it went out."""
    return bool(_carriers) and _carriers[-1][0](number, text, once)


def codes_shown_at() -> str:
    """The route of the page where a demo shows codes, "" if none does."""
    return _carriers[-1][1] if _carriers else ""


def noted_by(note: Note) -> Note:
    """Register who keeps what happens with accounts."""
    _notes.append(note)
    return note


def note(actor: Actor, what: str, account_id: int, **data: Any) -> None:
    """Let whoever keeps it know; inside the transaction of what happened."""
    for keep in _notes:
        keep(actor, what, account_id, data)


def second_factor_for(rule: Callable[[Account], bool]) -> Callable[[Account], bool]:
    """Register a rule that says whether an account has so much power that a password or a code is not enough."""
    _needing.append(rule)
    return rule


def needs_second_factor(account: Account) -> bool:
    """Whether any rule asks for it; administrators need it always."""
    return bool(account.administers) or any(rule(account) for rule in _needing)


def before_closing(act: Callable[[Actor, Account], None]) -> Callable[[Actor, Account], None]:
    """Register what is to be done, or refused, before an account is closed. It may raise Refused."""
    _closing.append(act)
    return act


def closing(actor: Actor, account: Account) -> None:
    """Do all that. Raises Refused."""
    for act in _closing:
        act(actor, account)


def phones_lead_to(route: str) -> None:
    """Name the route that finds out whose telephone was proven; the last one counts."""
    _leading.append(route)


def after_phone() -> str:
    """The route to which a proven telephone leads."""
    return _leading[-1] if _leading else "access:go_on"
