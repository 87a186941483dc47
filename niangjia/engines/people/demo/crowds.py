"""How many are where: sizes of base unions, and how a large one is divided."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .dice import Dice

SMALLEST, LARGEST = 4, 9_000
SPREAD = 1.25  # of the logarithm: most are small, a few are very large
OFFICE = 34  # least members where the officers of a federation are members themselves
DIVIDED, BRANCH = 40, 85  # members from which on there are branches, and about how many make one
GROUPED, GROUP = 88, 30  # likewise of a branch and its groups


def sizes_of(dice: Dice, count: int, total: int, *, offices: int) -> list[int]:
    """The members of each of `count` base unions, `total` together; the first `offices` are not small."""
    drawn = [dice.lognormvariate(0, SPREAD) for _ in range(count)]
    scale = total / sum(drawn)
    sizes = [min(max(round(size * scale), SMALLEST), LARGEST) for size in drawn]
    sizes[:offices] = [min(max(size, OFFICE), 10 * OFFICE) for size in sizes[:offices]]
    _settle(sizes, total, offices)
    return sizes


def _settle(sizes: list[int], total: int, offices: int) -> None:
    """Let the larger ones give or take, in turns, until the sum is right."""
    order = sorted(range(offices, len(sizes)), key=lambda at: -sizes[at])[: max(len(sizes) // 3, 1)]
    while missing := total - sum(sizes):
        step = max(abs(missing) // len(order), 1) * (1 if missing > 0 else -1)
        for at in order:
            if missing == 0:
                break
            change = min(step, missing) if missing > 0 else max(step, missing, SMALLEST - sizes[at])
            sizes[at] += change
            missing -= change


def divided(members: int) -> list[list[int]]:
    """Branches of a base union, each as the members of its groups (one figure: it has none); [] for a small one."""
    if members < DIVIDED:
        return []
    branches = shared(members, max(round(members / BRANCH), 2))
    return [shared(size, size // GROUP) if size >= GROUPED else [size] for size in branches]


def shared(count: int, parts: int) -> list[int]:
    """`count` in nearly equal parts."""
    return [count // parts + (at < count % parts) for at in range(parts)]
