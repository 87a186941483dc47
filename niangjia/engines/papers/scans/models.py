from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now


class Result(models.TextChoices):
    """What became of a page."""

    FILED = "filed", _("filed with its paper")
    PROOF = "proof", _("filed as proof of service")
    BLANK = "blank", _("blank page")
    NO_CODE = "no_code", _("no code found on the page")
    SEVERAL = "several", _("several codes on one page")
    UNKNOWN = "unknown", _("the code is of no paper within your reach")
    NOT_ISSUED = "not_issued", _("the paper was not signed yet")
    REVOKED = "revoked", _("the paper was revoked")
    HELD = "held", _("the paper has a scan already")
    UNREADABLE = "unreadable", _("the page can't be read")


FITTED = (Result.FILED, Result.PROOF)


class Scan(models.Model):
    """A file from the scanner: a PDF of many papers, or one picture. The file lies sealed on the disk until done."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being read")
        DONE = "done", _("has been read")
        UNREADABLE = "unreadable", _("can't be read")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("file"), max_length=120)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    pages = models.PositiveSmallIntegerField(_("pages"), default=0)
    key_id = models.PositiveSmallIntegerField()  # of the key that the file is sealed with
    uploaded = models.DateTimeField(_("handed in"), default=now)
    job = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        indexes = [models.Index(fields=["union", "-uploaded"], name="scan_union")]

    def __str__(self) -> str:
        return f"scan {self.pk}"


class ScanPage(models.Model):
    """A page of a scan and where it was filed; its picture lies sealed on the disk."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="leaves")
    position = models.PositiveSmallIntegerField(_("page"))
    result = models.CharField(_("result"), max_length=12, choices=Result)
    key_id = models.PositiveSmallIntegerField()  # of the key that the picture is sealed with
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, null=True, related_name="leaves")
    delivery = models.ForeignKey("papers.Delivery", on_delete=models.PROTECT, null=True, related_name="leaves")
    by_hand = models.BooleanField(_("filed by hand"), default=False)

    class Meta:
        verbose_name = _("page of a scan")
        verbose_name_plural = _("pages of scans")
        constraints = [models.UniqueConstraint(fields=["scan", "position"], name="one_page_a_position")]

    def __str__(self) -> str:
        return f"page {self.position} of scan {self.scan_id}"
