"""What is read of concerns; who may see one is the matter's to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.refusals import NotPossible

from .models import Concern, Review
from .said import Said

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter

CONCERN, ANONYMOUS, REVIEW = "concerns.concern", "concerns.anonymous", "concerns.review"
BROUGHT = (CONCERN, ANONYMOUS)
OURS = (*BROUGHT, REVIEW)


def concern_of(matter: Matter) -> Concern:
    """The concern that a matter is about. Raises NotPossible where there is none."""
    found = find_concern(matter)
    if found is None:
        raise NotPossible(_("What was said has been deleted."))
    return found


def find_concern(matter: Matter) -> Concern | None:
    """The concern of a matter of ours, of a review the one that is reviewed."""
    if matter.procedure in BROUGHT:
        return Concern.objects.select_related("employer").filter(matter=matter.pk).first()
    if matter.procedure == REVIEW:
        found = Review.objects.select_related("concern__employer").filter(matter=matter.pk).first()
        return found.concern if found else None
    return None


def review_of(matter: Matter) -> Review:
    """The review that a matter is. Raises NotPossible."""
    found = Review.objects.select_related("concern__matter__union").filter(matter=matter.pk).first()
    if found is None:
        raise NotPossible(_("What was said has been deleted."))
    return found


def said_of(concern: Concern) -> Said:
    """What was said; nothing once it was erased."""
    return Said.read(concern.said.reveal()) if concern.said else Said(text="")
