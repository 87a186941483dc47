from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField


class Rating(models.Model):
    """What the applicant says of a closed matter, once. `lawful_no` is of the matter: it was refused, lawfully and
    with an explanation, so whether it was solved is not counted.
    """

    matter = models.OneToOneField("matters.Matter", on_delete=models.CASCADE, related_name="rating")
    procedure = models.CharField(max_length=64)
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+", db_index=False)
    solved = models.BooleanField(_("it was solved"), null=True, blank=True)
    satisfied = models.PositiveSmallIntegerField(_("how content"))
    answers = models.JSONField(default=dict)
    comment: SecretField[Any, Any] = SecretField(owner="matter_id", null=True)
    lawful_no = models.BooleanField(default=False)
    closed = models.DateField()
    rated = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        indexes = [models.Index(fields=["procedure", "union", "closed"], name="rating_counted")]
        constraints = [models.CheckConstraint(condition=Q(satisfied__range=(1, 5)), name="rating_one_to_five")]

    def __str__(self) -> str:
        return f"rating of matter {self.matter_id}"
