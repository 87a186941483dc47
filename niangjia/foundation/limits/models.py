from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """How often something happened in a window; who or what it was is not kept, only its keyed digest."""

    key = models.BinaryField(primary_key=True, max_length=32)
    started = models.DateTimeField()
    ends = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.count} until {self.ends:%H:%M}"
