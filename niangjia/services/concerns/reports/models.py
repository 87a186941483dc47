from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import today
from niangjia.foundation.secrets.fields import SecretField

PROTECT, SET_NULL, USER = models.PROTECT, models.SET_NULL, settings.AUTH_USER_MODEL


class System(models.TextChoices):
    """Where else a concern may stand."""

    CITY_LINE = "12345", _("12345, the city's hotline")
    UNION_LINE = "12351", _("12351, the unions' hotline")
    PETITION = "petition", _("petition office")
    INSPECTION = "inspection", _("labour inspection")
    OTHER = "other", _("another system")


class OtherNumber(models.Model):
    """The number of a concern in another system; `handled` says that it is in hand there already (条例 第十九条)."""

    matter = models.ForeignKey("matters.Matter", on_delete=PROTECT, related_name="+")
    system = models.CharField(_("in which system"), max_length=12, choices=System)
    number = models.CharField(_("number there"), max_length=64, db_index=True)
    handled = models.BooleanField(_("it was taken up there already"), default=False)
    linked = models.DateField(_("linked on"), default=today)
    by = models.ForeignKey(USER, on_delete=SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("number in another system")
        verbose_name_plural = _("numbers in other systems")
        constraints = [models.UniqueConstraint(fields=["matter", "system", "number"], name="other_number_once")]

    def __str__(self) -> str:
        return f"other number {self.pk}"


class Body(models.TextChoices):
    """To whom what is serious and urgent is reported (条例 第二十五条): not to the union above alone."""

    PARTY = "party", _("Party committee of the same level")
    GOVERNMENT = "government", _("government of the same level")
    PETITIONS = "petitions", _("joint conference on petitions")
    ABOVE = "above", _("union above")


class Urgent(models.Model):
    """An urgent report (紧急报告, 专报) about a concern, or about many of wide effect (`alert`); a paper as well.

    What follows one (续报) names it in `follows`.

    `known` is the day on which the union knew of it, `due` that by which it had to be reported.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    matter = models.ForeignKey("matters.Matter", on_delete=PROTECT, null=True, blank=True, related_name="+")
    alert = models.ForeignKey("concerns.Alert", on_delete=PROTECT, null=True, blank=True, related_name="+")
    follows = models.ForeignKey("self", on_delete=PROTECT, null=True, blank=True, related_name="later")
    bodies = models.JSONField(_("reported to"), default=list)
    said: SecretField[Any, Any] = SecretField(owner="id")  # JSON of papers.Situation
    paper = models.ForeignKey("papers.Paper", on_delete=PROTECT, null=True, related_name="+")
    known = models.DateField(_("known since"))
    due = models.DateField(_("to be reported by"))
    sent = models.DateField(_("reported"), default=today)
    by = models.ForeignKey(USER, on_delete=SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("urgent report")
        verbose_name_plural = _("urgent reports")
        indexes = [models.Index(fields=["union", "-sent"], name="urgent_union")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(matter=None, alert__isnull=False) | models.Q(matter__isnull=False, alert=None),
                name="urgent_about_one",
            )
        ]

    def __str__(self) -> str:
        return f"urgent report {self.pk}"

    @property
    def was_late(self) -> bool:
        return self.follows_id is None and self.sent > self.due
