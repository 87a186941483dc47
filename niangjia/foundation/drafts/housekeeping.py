from __future__ import annotations

from datetime import timedelta

from niangjia.foundation.clock import now
from niangjia.foundation.jobs import periodic

from .models import Draft

KEPT = timedelta(days=30)


@periodic("41 3 * * *")
def drop_old_drafts() -> None:
    """Drop what nobody has touched for a month."""
    Draft.objects.filter(saved__lt=now() - KEPT).delete()
