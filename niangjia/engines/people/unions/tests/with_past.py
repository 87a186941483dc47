"""The cast's unions with a past, so that acts on them can be entered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.acts import Act
from niangjia.engines.people.unions.history import begin
from niangjia.engines.people.unions.models import UnionVersion

if TYPE_CHECKING:
    from tests.harness.people import Cast

BEGAN = date(2010, 5, 1)


def begun(cast: Cast) -> Cast:
    """Let every union of the cast have been founded in 2010."""
    _ = cast.union("mine")
    for union in Union.objects.all():
        begin(union, Act(BEGAN, UnionVersion.Reason.FOUNDED))
    return cast


def at(cast: Cast, key: str, act: str, to: str = "") -> str:
    """The path of an act on a union of the cast."""
    asked = f"?to={cast.union(to).pk}" if to else ""
    return f"/desk/people/unions/{cast.union(key).pk}/{act}/{asked}"


def confirm(cast: Cast, who: str, path: str, data: dict[str, Any]) -> Any:
    """Send the form, then say yes to what it shows."""
    shown = cast.client(who).post(path, data)
    assert shown.status_code == 200, shown.content.decode()
    return cast.client(who).post(path, {**data, "sure": shown.context["seen"]})


def text(response: Any) -> str:
    """What an answer of the test's client says."""
    said: str = response.content.decode()
    return said
