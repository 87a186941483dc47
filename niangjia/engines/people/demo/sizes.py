"""How much there is in a demo."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`members` counts those whose membership counts; incomplete, retained and ended ones come on top."""

    name: str
    counties: int
    industrials: int
    townships: int
    areas: int
    bases: int
    members: int
    workers: int  # who are no members


SIZES = {
    size.name: size
    for size in (
        Size("small", counties=3, industrials=2, townships=8, areas=3, bases=60, members=3_000, workers=360),
        Size("tenth", counties=6, industrials=4, townships=20, areas=8, bases=474, members=50_070, workers=6_000),
        Size(
            "city", counties=12, industrials=9, townships=150, areas=60, bases=4_744, members=500_700, workers=60_000
        ),
    )
}

# Beside the members that count.
INCOMPLETE, RETAINED = 0.02, 0.02
