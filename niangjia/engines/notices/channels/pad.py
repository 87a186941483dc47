"""The demo's page of text messages: what would have gone to a telephone, the number masked."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.identity import mask_phone

KEPT = timedelta(hours=1)


class PadText(models.Model):
    """A text message of the demo; gone after an hour."""

    phone = models.CharField(max_length=32)
    body = models.TextField()
    created = models.DateTimeField(default=now, db_index=True)

    class Meta:
        verbose_name = _("text message of the demo")
        verbose_name_plural = _("text messages of the demo")

    def __str__(self) -> str:
        return f"text {self.pk}"


def write_on_pad(phone: str, body: str) -> None:
    """Keep it for the demo's page."""
    PadText.objects.filter(created__lt=now() - KEPT).delete()
    PadText.objects.create(phone=mask_phone(phone), body=body)
