from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Total(models.Model):
    """How many of a union's own persons have a value of a facet; a subtree's total is the sum over its range.

    Facets: members, incomplete, workers, sex, age (bands of ten years), education, kind of work …
    """

    union = models.ForeignKey("people.Union", on_delete=models.CASCADE, related_name="totals")
    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=16)
    count = models.IntegerField()

    class Meta:
        verbose_name = _("total")
        verbose_name_plural = _("totals")
        constraints = [models.UniqueConstraint(fields=["union", "facet", "value"], name="one_total")]

    def __str__(self) -> str:
        return f"{self.facet} {self.value}: {self.count}"
