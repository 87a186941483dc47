"""What kinds of changes there are; without tables, for the journal's sentences are loaded before them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    OFFICERS = "officers", _("change of officers in mid-term")
    LEGAL = "legal", _("certificate of the legal person")
    MERGE = "merge", _("merger into another union")
    SPLIT = "split", _("split")
    DISSOLVE = "dissolve", _("dissolution")


RESTRUCTURING = (Kind.MERGE, Kind.SPLIT, Kind.DISSOLVE)


def word_of(stored: str) -> str:
    """As people read it."""
    return str(Kind(stored).label) if stored in Kind.values else stored
