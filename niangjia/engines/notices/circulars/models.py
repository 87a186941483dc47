from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now

LONGEST_TITLE, LONGEST_BODY = 60, 4000


class Circular(models.Model):
    """What a union sends to the unions right below it. One that was passed on says whose receipt it came from."""

    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    body = models.TextField(_("text"), max_length=LONGEST_BODY)
    wants_reply = models.BooleanField(_("a reply is asked for"), default=False)
    reply_by = models.DateField(_("reply by"), null=True, blank=True)
    passed_from = models.OneToOneField(
        "CircularReceipt", on_delete=models.PROTECT, null=True, blank=True, related_name="passed_on"
    )
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("circular")
        verbose_name_plural = _("circulars")
        indexes = [models.Index(fields=["union", "-created"], name="circular_union")]

    def __str__(self) -> str:
        return f"circular {self.pk}"


class CircularReceipt(models.Model):
    """A circular at one of the unions that it was sent to: received and answered by whom and when."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="receipts")
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    received = models.DateTimeField(_("received"), null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reply = models.TextField(_("reply"), max_length=LONGEST_BODY, blank=True, default="")
    replied = models.DateTimeField(_("replied"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("receipt of a circular")
        verbose_name_plural = _("receipts of circulars")
        constraints = [models.UniqueConstraint(fields=["circular", "union"], name="circular_once_a_union")]
        indexes = [models.Index(fields=["union", "received"], name="circular_receipt_union")]

    def __str__(self) -> str:
        return f"circular {self.circular_id} at union {self.union_id}"
