"""The logic checks of a return: sums of cells compared with sums of cells, also of the period before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from .models import Cell, Return, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .layouts import Check

ZERO = Decimal(0)


@dataclass(frozen=True)
class Outcome:
    """A check with what was compared."""

    check: Check
    left: Decimal
    right: Decimal

    @property
    def holds(self) -> bool:
        return self.check.holds(self.left, self.right)


def outcomes(found: Return) -> list[Outcome]:
    """Every check of the layout, as the figures stand; one that needs the period before waits until that is there."""
    checks = found.form.checks
    values = _values(found)
    before = _values(previous) if any(one.previous for one in checks) and (previous := previous_of(found)) else None
    return [
        Outcome(check, _sum(values, check.left), _sum(before if check.previous else values, check.right))  # type: ignore[arg-type]
        for check in checks
        if not check.previous or before is not None
    ]


def failing(found: Return) -> list[Outcome]:
    """Those that do not hold."""
    return [one for one in outcomes(found) if not one.holds]


def empty_cells(found: Return) -> list[str]:
    """The codes of figures that nobody filled in."""
    return list(found.cells.filter(value=None).order_by("code").values_list("code", flat=True))


def previous_of(found: Return) -> Return | None:
    """The return of the period before, as it was handed in."""
    day = found.first - timedelta(days=1)
    rows = Return.objects.filter(union_id=found.union_id, layout=found.layout, last=day, state=State.HANDED_IN)
    return rows.first()


def _values(found: Return) -> dict[str, Decimal]:
    return {cell.code: cell.value or ZERO for cell in Cell.objects.filter(sheet=found)}


def _sum(values: Mapping[str, Decimal], codes: tuple[str, ...]) -> Decimal:
    return sum((values.get(code, ZERO) for code in codes), ZERO)
