from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now, today
from niangjia.foundation.secrets.fields import SecretField


class Rating(models.Model):
    """What the applicant says of a closed matter, once. `lawful_no` is of the matter: it was refused, lawfully and
    with an explanation, so whether it was solved is not counted. `counted` names what of it stands in a group.
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
    counted = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        indexes = [models.Index(fields=["procedure", "union", "closed"], name="rating_counted")]
        constraints = [models.CheckConstraint(condition=Q(satisfied__range=(1, 5)), name="rating_one_to_five")]

    def __str__(self) -> str:
        return f"rating of matter {self.matter_id}"


class RatingGroup(models.Model):
    """At least ten answers to one question, told together and never apart: `good` of so many `people`.

    `union` is where it is counted: that of the matters, or one above if fewer than ten came there. Whose answers they
    are is not kept.
    """

    procedure = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=24)
    people = models.PositiveIntegerField()
    good = models.PositiveIntegerField()
    made = models.DateField(default=today, editable=False)

    class Meta:
        verbose_name = _("group of ratings")
        verbose_name_plural = _("groups of ratings")
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=10), name="group_of_ten"),
            models.CheckConstraint(condition=Q(good__lte=models.F("people")), name="group_good_of_people"),
        ]

    def __str__(self) -> str:
        return f"group {self.pk} of ratings"
