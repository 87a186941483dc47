"""An icon that the sprite lacks would be an empty place on a page, and nothing would complain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import niangjia

HOUSE = Path(niangjia.__file__).parent
SPRITE = HOUSE / "foundation/web/static/web/vendor/icons.svg"
USES = {
    "*.html": re.compile(r"""(?:{% icon |icon=)["']([a-z0-9-]+)["']"""),
    "*.py": re.compile(r"""(?:icon=|MenuEntry\([^"]*"[^"]*"\)?, "[a-z_:]+", )["']([a-z0-9-]+)["']"""),
}


def _uses() -> list[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for pattern, use in USES.items():
        for path in HOUSE.rglob(pattern):
            if "tests" not in path.parts:
                found |= {(str(path.relative_to(HOUSE)), name) for name in use.findall(path.read_text("utf-8"))}
    return sorted(found)


def test_uses_are_found_in_templates_and_code() -> None:
    uses = dict.fromkeys(_uses())
    assert ("surfaces/portal/templates/portal/home.html", "phone") in uses
    assert ("surfaces/desk/apps.py", "server") in uses


@pytest.mark.parametrize(("where", "name"), _uses())
def test_every_icon_is_in_the_sprite(where: str, name: str) -> None:
    assert f'id="{name}"' in SPRITE.read_text(encoding="utf-8"), where
