"""Sealed names, who is complained of, what a union says that changed."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import today
from niangjia.foundation.secrets.fields import SecretField

from .choices import Category

PROTECT = models.PROTECT


class Named(models.Model):
    """Somebody of whom a concern complains. The name is sealed; `known` records of that name keep out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey("concerns.Concern", on_delete=models.CASCADE, related_name="named")
    said: SecretField[Any, Any] = SecretField(owner="id")  # the name
    known = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("who is complained of")
        verbose_name_plural = _("who are complained of")

    def __str__(self) -> str:
        return f"named {self.pk}"


class Confidential(models.Model):
    """A concern with a sealed name. Its matter has no person; nothing here leads to one without the house's keys.

    `whose` is a keyed digest of the record's number, by which the worker finds it; empty for who has no record.
    `contact` is sealed (said.Trusted). `opens` is the union above whose officers may open the name, with a reason.
    """

    concern = models.OneToOneField(
        "concerns.Concern", on_delete=PROTECT, primary_key=True, related_name="confidential"
    )
    whose = models.BinaryField(max_length=16, null=True, blank=True)
    contact: SecretField[Any, Any] = SecretField(owner="concern_id", null=True, blank=True)
    opens = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    opened_on = models.DateField(null=True, blank=True)
    solved = models.BooleanField(null=True, blank=True)
    satisfied = models.PositiveSmallIntegerField(null=True, blank=True)  # one to five
    rated_on = models.DateField(null=True, blank=True)
    forgotten_on = models.DateField(null=True, blank=True)  # when the name was deleted

    class Meta:
        verbose_name = _("concern with a sealed name")
        verbose_name_plural = _("concerns with a sealed name")
        indexes = [models.Index(fields=["whose"], name="confidential_whose")]

    def __str__(self) -> str:
        return f"confidential {self.pk}"


class SealedLine(models.Model):
    """One thing said between who has a sealed name and who handles the concern."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    confidential = models.ForeignKey(Confidential, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    by_sender = models.BooleanField()
    said: SecretField[Any, Any] = SecretField(owner="id")
    day = models.DateField(default=today)

    class Meta:
        verbose_name = _("message of a sealed name")
        verbose_name_plural = _("messages of sealed names")
        constraints = [models.UniqueConstraint(fields=["confidential", "position"], name="sealed_line_position")]

    def __str__(self) -> str:
        return f"sealed line {self.pk}"


class Consent(models.Model):
    """The worker lets the union tell what changed on the own concern, without a name."""

    concern = models.OneToOneField("concerns.Concern", on_delete=models.CASCADE, primary_key=True, related_name="+")
    given_on = models.DateField(default=today)

    class Meta:
        verbose_name = _("consent to tell of a concern")
        verbose_name_plural = _("consents to tell of concerns")

    def __str__(self) -> str:
        return f"consent {self.pk}"


class Changed(models.Model):
    """You said, we changed: what a union tells its workers, of closed concerns of ten people, or by consent."""

    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    category = models.CharField(_("its subject"), max_length=10, choices=Category)
    said = models.CharField(_("what you said"), max_length=300)
    done = models.TextField(_("what changed"), max_length=2000)
    concerns = models.ManyToManyField("concerns.Concern", related_name="+")
    by_consent = models.BooleanField(default=False)  # fewer than ten: it stands while all of them consent
    told_on = models.DateField(default=today)
    taken_down = models.DateField(null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("what changed")
        verbose_name_plural = _("what changed")
        indexes = [models.Index(fields=["union", "-told_on"], name="changed_of_union")]

    def __str__(self) -> str:
        return f"changed {self.pk}"
