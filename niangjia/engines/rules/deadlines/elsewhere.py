"""What is asked for at other places: work injury, labour inspection, payment order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .counting import in_days, in_years

if TYPE_CHECKING:
    from datetime import date

    from .answers import LastDay


def injury_by_employer(happened: date) -> LastDay:
    """By when the employer asks to have a work injury recognised, from the accident or diagnosis on (17(1))."""
    doubt = _("The authority can give the employer longer in special cases.")
    return in_days("injury.unit_cd", _("The employer reports the work injury"), happened).doubting(doubt)


def injury_by_worker(happened: date) -> LastDay:
    """By when the worker, the family or the union ask for it themselves if the employer does not (17(2))."""
    doubt = _(
        "Time lost for reasons that are not the worker's own may be left out; only the authority or a court says so."
    )
    return in_years("injury.worker_years", _("Report the work injury yourself"), happened).doubting(doubt)


def inspection(ended: date) -> LastDay:
    """By when labour inspection must hear of an offence that ended on that day: two years (监察条例 20)."""
    doubt = _("The regulation does not say that a day of rest moves the end: keep to the earlier day.")
    found = in_years("inspection.limit_years", _("Complain to labour inspection"), ended)
    return found.doubting(doubt) if found.moved else found


def payment_order_taken(asked: date) -> LastDay:
    """By when the court says whether it takes the request for a payment order."""
    return in_days("payment_order.accept_cd", _("The court answers the request for a payment order"), asked)


def payment_order_objection(served: date) -> LastDay:
    """By when the employer pays or objects, after the payment order was served."""
    return in_days("payment_order.object_cd", _("The employer pays or objects"), served)
