from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

PROTECT = models.PROTECT


class TermWarning(models.Model):
    """A union was told that something runs out on a day; once for each step, for that day."""

    class Subject(models.TextChoices):
        TERM = "term", _("the term of the committee")
        CERTIFICATE = "certificate", _("the legal-person certificate")

    class Step(models.TextChoices):
        YEAR = "year", _("a year ahead")
        HALF = "half", _("half a year ahead")
        MONTH = "month", _("a month ahead")
        OVERDUE = "overdue", _("overdue")

    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    subject = models.CharField(_("what runs out"), max_length=12, choices=Subject)
    due = models.DateField(_("runs out on"))
    step = models.CharField(_("warned"), max_length=8, choices=Step)
    made = models.DateTimeField(_("warned on"), default=now, editable=False)
    paper = models.ForeignKey("papers.Paper", on_delete=PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("warning of what runs out")
        verbose_name_plural = _("warnings of what runs out")
        constraints = [
            models.UniqueConstraint(fields=["union", "subject", "due", "step"], name="founding_warned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} of union {self.union_id}: {self.step}"


class Delay(models.Model):
    """An election that is asked to be put off. `due_before` and `due_after` are entered when it is approved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    matter = models.OneToOneField("matters.Matter", on_delete=PROTECT, null=True, blank=True, related_name="+")
    term_started = models.DateField(_("of the term that began on"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("months"))
    reason: SecretField[Any, Any] = SecretField(owner="id")
    due_before = models.DateField(_("election was due on"), null=True, blank=True)
    due_after = models.DateField(_("election is due on"), null=True, blank=True)
    made = models.DateTimeField(default=now, editable=False)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("delay of an election")
        verbose_name_plural = _("delays of elections")
        constraints = [
            models.UniqueConstraint(fields=["union"], condition=Q(ended=None), name="founding_delay_open_once"),
            models.CheckConstraint(condition=Q(months__gte=1), name="founding_delay_months"),
        ]

    def __str__(self) -> str:
        return f"delay of union {self.union_id}"


class PartyBranch(models.Model):
    """A Party branch in the unit of a union: its name, whether both were founded together, the last joint check."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union = models.OneToOneField("people.Union", on_delete=PROTECT, related_name="+")
    name = models.CharField(_("name of the Party branch"), max_length=128)
    together_on = models.DateField(_("founded together on"), null=True, blank=True)
    checked = models.DateField(_("last checked together on"), null=True, blank=True)
    note: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)

    class Meta:
        verbose_name = _("Party branch in the unit")
        verbose_name_plural = _("Party branches in the unit")

    def __str__(self) -> str:
        return f"Party branch beside union {self.union_id}"


class LeadSeen(models.Model):
    """A union above has taken up a lead to a union at an employer, or seen that it leads nowhere."""

    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, related_name="+")
    made = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("settled lead to a union")
        verbose_name_plural = _("settled leads to unions")
        constraints = [models.UniqueConstraint(fields=["union", "employer"], name="founding_lead_seen_once")]

    def __str__(self) -> str:
        return f"lead {self.employer_id} at union {self.union_id}"
