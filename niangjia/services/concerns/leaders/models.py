from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import today
from niangjia.foundation.secrets.fields import SecretField

PROTECT, SET_NULL, USER = models.PROTECT, models.SET_NULL, settings.AUTH_USER_MODEL


class Held(models.Model):
    """A leader answers for a concern until it is over (包案); `post` is that by which, in `union`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey("matters.Matter", on_delete=PROTECT, related_name="+")
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    post = models.ForeignKey("people.Post", on_delete=SET_NULL, null=True, related_name="+")
    began = models.DateField(_("held since"), default=today)
    due = models.DateField(_("to be settled by"))
    ended = models.DateField(_("no longer held since"), null=True, blank=True)
    ending: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)  # why, or what came of it

    class Meta:
        verbose_name = _("concern held by a leader")
        verbose_name_plural = _("concerns held by leaders")
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(ended=None), name="held_by_one_leader_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"held {self.pk}"


class HeldNote(models.Model):
    """What the leader did about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    held = models.ForeignKey(Held, on_delete=models.CASCADE, related_name="notes")
    text: SecretField[Any, Any] = SecretField(owner="id")
    day = models.DateField(_("on"), default=today)
    position = models.PositiveSmallIntegerField()
    by = models.ForeignKey(USER, on_delete=SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("note on a held concern")
        verbose_name_plural = _("notes on held concerns")
        constraints = [models.UniqueConstraint(fields=["held", "position"], name="held_note_position")]

    def __str__(self) -> str:
        return f"held note {self.pk}"
