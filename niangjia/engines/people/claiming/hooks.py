"""Where floors above go on from the record that was found."""

from __future__ import annotations

_wrong: list[str] = []


def wrong_leads_to(route: str) -> None:
    """Name the route where a person says what is wrong in the own record; the last one counts."""
    _wrong.append(route)


def after_wrong() -> str:
    """The route after "Information wrong?"; without one it is the page that asked."""
    return _wrong[-1] if _wrong else "claiming:found"
