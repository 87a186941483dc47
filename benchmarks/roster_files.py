"""Figure of the roster's files: damaged and hostile ones end in a reason, or are read; none crashes, none hangs."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from .figures import Sides, figure

if TYPE_CHECKING:
    from .world import World

COUNT = 10_000
SEED = 20260


class Crashed(Exception):
    """A file neither was read nor ended in a reason."""


@figure(
    "roster-files.slowest",
    limit=30,
    against=f"{COUNT} damaged and hostile files: every one is read or ends in a reason, or the run fails",
    alone=True,
)
def slowest(_world: World) -> Sides:
    """Seconds of the slowest file, looked into and read to its end."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "niangjia.config.settings"
    import django

    django.setup()
    from niangjia.engines.people.roster.tests import hostile

    made = [(name, make()) for name, (make, _reason) in hostile.by_hand().items()]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        given = ((Path(folder) / str(number), *one) for number, one in enumerate(made))
        ends = list(pool.map(_end, given))
        for start in range(0, COUNT - len(made), 500):
            batch = hostile.mutations(min(500, COUNT - len(made) - start), SEED + start)
            ends += pool.map(_end, ((Path(folder) / str(number), *one) for number, one in enumerate(batch)))
    _tell(ends)
    return Sides([max(seconds for _, _, seconds in ends)])


def _end(given: tuple[Path, str, bytes]) -> tuple[str, str, float]:
    """(name, reason or "", seconds)."""
    from niangjia.engines.people.roster.reading import Unreadable, look_into, rows_of
    from niangjia.engines.people.roster.reading.reasons import REASONS

    path, name, content = given
    path.write_bytes(content)
    started = time.monotonic()
    reason = ""
    try:
        for sheet in look_into(path).sheets:
            for _rows in rows_of(path, sheet.name):
                pass
    except Unreadable as refused:
        reason = refused.code
    except Exception as error:
        raise Crashed(name) from error
    if reason and reason not in REASONS:
        raise Crashed(f"{name}: {reason}")
    path.unlink()
    return name, reason, time.monotonic() - started


def _tell(ends: list[tuple[str, str, float]]) -> None:
    reasons = Counter(reason or "read" for _, reason, _ in ends)
    last = sorted(ends, key=lambda end: -end[2])[:3]
    shown = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    sys.stderr.write(f"{len(ends)} files: {shown}. Slowest: {[(name, round(took, 2)) for name, _, took in last]}\n")
