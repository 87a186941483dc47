from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now


class Device(models.Model):
    """A browser in which somebody is signed in. The row goes when the session ends.

    On a shared computer `seen` is when its user last did something, `locked` since when it asks again who is there;
    `page` names the page that is open, `left` says since when none is.
    """

    class Way(models.TextChoices):
        PASSWORD = "password", _("password")
        PHONE = "phone", _("code by telephone")
        OUTSIDE = "outside", _("another sign-in")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40)
    browser = models.CharField(_("browser"), max_length=60, blank=True, default="")
    way = models.CharField(_("signed in by"), max_length=12, choices=Way)
    shared = models.BooleanField(_("shared computer"), default=False)
    started = models.DateTimeField(_("since"), default=now)
    seen = models.DateTimeField(_("last used"), default=now)
    locked = models.DateTimeField(null=True)
    page = models.CharField(max_length=36, blank=True, default="")
    left = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        indexes = [models.Index(fields=["account", "seen"], name="device_account")]

    def __str__(self) -> str:
        return f"device {self.pk}"
