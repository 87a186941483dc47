from __future__ import annotations

from django.db import models


class Series(models.Model):
    """The last number given in one series: a kind, whose it is (a union's code, or empty), a year."""

    kind = models.CharField(max_length=48)
    owner = models.CharField(max_length=32, blank=True, default="")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "owner", "year"], name="one_series")]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner} {self.year}: {self.last}"
