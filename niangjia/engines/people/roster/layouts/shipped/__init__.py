"""The layouts that come with the platform, one file each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from niangjia.engines.people.roster.layouts.layout import Layout
from niangjia.engines.people.roster.layouts.loading import load

FOLDER = Path(__file__).parent


@cache
def shipped() -> dict[str, Layout]:
    """Key -> layout; ours is the first."""
    found = [load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    return {layout.key: layout for layout in sorted(found, key=lambda one: (one.standing != "ours", one.key))}
