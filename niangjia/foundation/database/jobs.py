"""Sweeps out rows of the ground that have had their day."""

from __future__ import annotations

from django.contrib.sessions.models import Session

from niangjia.foundation.clock import now
from niangjia.foundation.jobs import periodic
from niangjia.foundation.limits.models import Tally


@periodic("23 * * * *")
def sweep_tallies() -> None:
    """Delete the tallies of limits whose window is over."""
    Tally.objects.filter(ends__lt=now()).delete()


@periodic("41 3 * * *")
def sweep_sessions() -> None:
    """Delete the sessions that are over."""
    Session.objects.filter(expire_date__lt=now()).delete()
