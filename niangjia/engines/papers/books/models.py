from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

LONGEST_TITLE, LONGEST_NOTE = 120, 200


class Incoming(models.Model):
    """A document that came to a union (收文登记簿). One from a union of the platform names that paper.

    Titles of documents from outside may name people: title, sender and note are sealed.
    """

    class Urgency(models.TextChoices):
        PLAIN = "", _("not urgent")
        URGENT = "加急", _("urgent")
        MOST = "特急", _("most urgent")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField(_("serial number"))
    received = models.DateField(_("received on"))
    sender = SecretField(_("From whom"), owner="uid")
    number = models.CharField(_("its number"), max_length=64, blank=True, default="")
    title = SecretField(_("title"), owner="uid")
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    urgency = models.CharField(_("urgency"), max_length=4, choices=Urgency, blank=True, default="")
    due = models.DateField(_("to be done by"), null=True, blank=True)
    handler = models.CharField(_("handled by"), max_length=64, blank=True, default="")
    result = SecretField(_("what was done"), owner="uid", null=True, blank=True)
    finished = models.DateField(_("done on"), null=True, blank=True)
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    delivery = models.OneToOneField(
        "papers.Delivery", on_delete=models.PROTECT, null=True, blank=True, related_name="incoming"
    )
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("incoming document")
        verbose_name_plural = _("incoming documents")
        constraints = [models.UniqueConstraint(fields=["union", "year", "position"], name="incoming_once")]

    def __str__(self) -> str:
        return f"incoming {self.pk}"


class SealUse(models.Model):
    """A use of a union's seal (用印登记簿): of a paper of the platform, or of another one, entered by hand."""

    append_only = True

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField(_("serial number"))
    day = models.DateField(_("on"))
    paper = models.ForeignKey(
        "papers.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="seal_uses"
    )
    title = SecretField(_("what was sealed"), owner="uid")
    seal = models.CharField(_("which seal"), max_length=32)
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    approved_by = models.CharField(_("approved by"), max_length=64, blank=True, default="")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("use of a seal")
        verbose_name_plural = _("uses of seals")
        constraints = [models.UniqueConstraint(fields=["union", "year", "position"], name="seal_use_once")]

    def __str__(self) -> str:
        return f"use of a seal {self.pk}"
