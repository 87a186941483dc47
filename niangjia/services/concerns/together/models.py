from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.foundation.clock import today
from niangjia.foundation.secrets.fields import SecretField

PROTECT, SET_NULL, USER = models.PROTECT, models.SET_NULL, settings.AUTH_USER_MODEL


class Part(models.Model):
    """What another union is asked for in handling a concern (协办): it reads `asks`, and answers that alone.

    `due` never lies behind the legal day of the concern, which runs on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey("matters.Matter", on_delete=PROTECT, related_name="+")
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    asks: SecretField[Any, Any] = SecretField(owner="id", null=True)  # empty once erased
    asked = models.DateField(_("asked on"), default=today)
    asked_by = models.ForeignKey(USER, on_delete=SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    due = models.DateField(_("until when"))
    answer: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)
    answered = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(USER, on_delete=SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    dropped = models.DateField(_("not needed any more"), null=True, blank=True)

    class Meta:
        verbose_name = _("part of another union in a concern")
        verbose_name_plural = _("parts of other unions in concerns")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "union"],
                condition=models.Q(answered=None, dropped=None),
                name="part_once_at_a_union",
            )
        ]

    def __str__(self) -> str:
        return f"part {self.pk}"

    @property
    def waits(self) -> bool:
        return self.answered is None and self.dropped is None


class Press(models.Model):
    """A reminder to who handles a concern: among themselves (催办), or by a union above, as a paper (督办)."""

    class Kind(models.TextChoices):
        URGE = "urge", pgettext_lazy("press", "reminder")
        SUPERVISE = "supervise", pgettext_lazy("press", "supervision letter")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey("matters.Matter", on_delete=PROTECT, related_name="+")
    kind = models.CharField(_("reminder or supervision"), max_length=10, choices=Kind)
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")  # who reminds
    text: SecretField[Any, Any] = SecretField(owner="id", null=True)  # empty once erased
    day = models.DateField(_("reminded on"), default=today)
    due = models.DateField(_("until when"))
    by = models.ForeignKey(USER, on_delete=SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    reply: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)
    replied = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("reminder about a concern")
        verbose_name_plural = _("reminders about concerns")

    def __str__(self) -> str:
        return f"press {self.pk}"
