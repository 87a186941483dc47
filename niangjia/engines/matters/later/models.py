from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField


class PaperEntry(models.Model):
    """A step that was done on paper: on which day, by which paper, entered by whom and when. Its scan is attached."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="entries")
    task = models.OneToOneField("matters.Task", on_delete=models.CASCADE, null=True, blank=True, related_name="entry")
    paper_date = models.DateField(_("date of the paper"))
    paper_number = models.CharField(_("number of the paper"), max_length=64, blank=True, default="")
    decided_by = models.CharField(_("who decided"), max_length=64, blank=True, default="")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    entered = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("entry of what was done on paper")
        verbose_name_plural = _("entries of what was done on paper")

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Correction(models.Model):
    """A finished act (a step that was done) that is corrected to another outcome, or revoked.

    `reason` is for whoever approves; `told` is what the applicant reads of it, which some outcomes ask for.
    `effects` are the sentences that its procedure gave for what is undone, as the approver saw them.
    """

    class Kind(models.IntegerChoices):
        CORRECTED = 1, _("corrected")
        REVOKED = 2, _("revoked")

    class State(models.IntegerChoices):
        ASKED = 1, _("waiting for approval")
        APPROVED = 2, _("carried out")
        REFUSED = 3, pgettext_lazy("extension or correction", "refused")

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="corrections")
    task = models.ForeignKey("matters.Task", on_delete=models.CASCADE, related_name="corrections")
    kind = models.SmallIntegerField(_("what happens"), choices=Kind)
    before = models.CharField(max_length=40)
    after = models.CharField(_("right outcome"), max_length=40, blank=True, default="")
    reason: SecretField[Any, Any] = SecretField(owner="matter_id")
    told: SecretField[Any, Any] = SecretField(owner="matter_id", null=True)
    effects = models.JSONField(default=list)
    state = models.SmallIntegerField(choices=State, default=State.ASKED)
    asked = models.DateTimeField(default=now, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(fields=["matter"], name="correction_one_at_a_time", condition=Q(state=1)),
            models.CheckConstraint(condition=Q(kind=1) & ~Q(after="") | Q(kind=2, after=""), name="correction_after"),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"
