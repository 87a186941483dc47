from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

from .kinds import Kind

PROTECT = models.PROTECT


class Change(models.Model):
    """A change that a union asks the one above for. What was said is sealed; where it stands is the matter's to say.

    `other` is the union that takes this one in, or that was split off from it. `before` is what undoing needs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    other = models.ForeignKey("people.Union", on_delete=PROTECT, null=True, blank=True, related_name="+")
    matter = models.OneToOneField("matters.Matter", on_delete=PROTECT, null=True, blank=True, related_name="+")
    # Who comes: an officer, or who prepares the first election of a union that splits off.
    coming = models.ForeignKey("people.Person", on_delete=PROTECT, null=True, blank=True, related_name="+")
    said: SecretField[Any, Any] = SecretField(owner="id")  # JSON, by kind: officers.Move, legal.Asked, …
    before: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)
    day = models.DateField(_("from the day on"), null=True, blank=True)
    made = models.DateTimeField(default=now, editable=False)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of a union")
        verbose_name_plural = _("changes of unions")
        constraints = [
            models.UniqueConstraint(
                fields=["union"],
                condition=Q(ended=None, kind__in=("merge", "split", "dissolve")),
                name="founding_restructured_once",
            ),
            models.UniqueConstraint(
                fields=["union"], condition=Q(ended=None, kind="legal"), name="founding_legal_asked_once"
            ),
        ]
        indexes = [models.Index(fields=["union", "-made"], name="founding_change_union")]

    def __str__(self) -> str:
        return f"{self.kind} of union {self.union_id}"
