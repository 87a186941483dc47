"""How people read a value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .units import Days, Unit, Value


def shown(value: Value, unit: Unit) -> str:
    """The value as people read it, with its unit."""
    match value:
        case Days(count=count, working=True):
            return ngettext("%(count)s working day", "%(count)s working days", count) % {"count": count}
        case Days(count=count):
            return ngettext("%(count)s calendar day", "%(count)s calendar days", count) % {"count": count}
        case Fraction():
            return _shown_share(value)
        case Decimal():
            return _shown_decimal(value, unit)
    return _shown_count(value, unit)


def _shown_share(share: Fraction) -> str:
    """Halves and thirds as the law writes them, the rest in per cent."""
    percent = share * 100
    plain = share.denominator > 3 and percent.denominator == 1
    return f"{percent}%" if plain else str(share)


def _shown_decimal(number: Decimal, unit: Unit) -> str:
    if unit is Unit.RATE:
        return f"{(number * 100).normalize():f}%"
    plain = f"{number:,.2f}".removesuffix(".00") if unit is Unit.YUAN else f"{number.normalize():f}"
    return (_("%(amount)s yuan") if unit is Unit.YUAN else _("%(amount)s times")) % {"amount": plain}


def _shown_count(count: int, unit: Unit) -> str:
    if unit is Unit.HOUR:
        return f"{count}:00"
    sentences = {
        Unit.PEOPLE: ngettext("%(count)s person", "%(count)s people", count),
        Unit.ROUNDS: ngettext("%(count)s round", "%(count)s rounds", count),
        Unit.MONTHS: ngettext("%(count)s month", "%(count)s months", count),
        Unit.YEARS: ngettext("%(count)s year", "%(count)s years", count),
    }
    return sentences[unit] % {"count": f"{count:,}"}
