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


class TotalDay(models.Model):
    """What the total of a union with all below it was at the end of a day; see history.py.

    The sum of the subtree, unlike `Total`: the tree of that day counts, and a page reads two years in some rows.
    """

    union = models.ForeignKey("people.Union", on_delete=models.CASCADE, related_name="+", db_index=False)
    facet = models.CharField(max_length=16)
    day = models.DateField()
    count = models.IntegerField()

    class Meta:
        verbose_name = _("total of a day")
        verbose_name_plural = _("totals of days")
        # Its index is that of the foreign key as well.
        constraints = [models.UniqueConstraint(fields=["union", "facet", "day"], name="one_total_a_day")]
        indexes = [models.Index(fields=["day"], name="total_day")]

    def __str__(self) -> str:
        return f"{self.facet} on {self.day}: {self.count}"


class SubtreeTotal(models.Model):
    """The sums over a wide subtree, as they were when last summed up: `count` of the union and all below it.

    What was added since then is in TotalChange. Without foreign keys, as those rows: both follow from the totals and
    are written beside every act.
    """

    union_id = models.BigIntegerField()
    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=16)
    count = models.IntegerField()

    class Meta:
        verbose_name = _("sum over a subtree")
        verbose_name_plural = _("sums over subtrees")
        constraints = [models.UniqueConstraint(fields=["union_id", "facet", "value"], name="one_subtree_total")]

    def __str__(self) -> str:
        return f"{self.facet} {self.value}: {self.count}"


class TotalChange(models.Model):
    """What an act added to a union's own total and no sum over a subtree holds yet.

    Rows are only added, so that acts never wait for each other at the unions above them; summing up takes them away.
    """

    union_id = models.BigIntegerField()
    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=16)
    change = models.IntegerField()

    class Meta:
        verbose_name = _("change of a total")
        verbose_name_plural = _("changes of totals")

    def __str__(self) -> str:
        return f"{self.facet} {self.value}: {self.change:+}"
