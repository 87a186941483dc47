"""Why something can't be set; each comes with a sentence for people."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class Unfit(ValidationError):
    """The value has the wrong type for its parameter, or a basis, reason or day is missing or out of order."""


class Overlapping(ValidationError):
    """Another figure of the same parameter and union holds on some of these days."""


class AlreadyWithdrawn(ValidationError):
    """Somebody took this figure back before."""
