from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

LONGEST_OBJECTION = 2000


class PublicNotice(models.Model):
    """What hangs out about a matter, for the people of a union and those below it, from a day to a day.

    `lines` are the masked lines as they were hung, sealed; they are emptied when it is taken down and its time for
    objections is over. `code` is its address.
    """

    class State(models.IntegerChoices):
        HANGING = 1, _("hanging")
        OVER = 2, _("over")
        TAKEN_DOWN = 3, _("taken down early")

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="public_notices")
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=64)
    code = models.CharField(max_length=16, unique=True)
    title = models.CharField(_("title"), max_length=100)
    lines: SecretField[Any, Any] = SecretField(owner="matter_id", null=True)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    days = models.PositiveSmallIntegerField(_("days"))
    working = models.BooleanField()
    basis = models.CharField(_("basis"), max_length=300)
    state = models.SmallIntegerField(choices=State, default=State.HANGING)
    kept_reason: SecretField[Any, Any] = SecretField(owner="matter_id", null=True)
    ended = models.DateTimeField(null=True, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    hung = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")
        indexes = [
            models.Index(fields=["union", "ends"], name="public_notice_hanging", condition=Q(state=1)),
            models.Index(fields=["ends"], name="public_notice_ends", condition=Q(state=1)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["matter", "kind"], name="public_notice_once", condition=Q(state=1)),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="public_notice_in_order"),
        ]

    def __str__(self) -> str:
        return f"public notice {self.code}"

    @property
    def reason(self) -> str:
        """Why it was taken down, which is kept sealed: it may name people, "" for none."""
        return str(self.kept_reason.reveal()) if self.kept_reason is not None else ""

    @reason.setter
    def reason(self, reason: str) -> None:
        self.kept_reason = reason or None


class Posting(models.Model):
    """Where it hung outside the platform too: place, days, a photograph attached."""

    notice = models.ForeignKey(PublicNotice, on_delete=models.CASCADE, related_name="postings")
    place = models.CharField(_("place"), max_length=100)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    entered = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("posting of a public notice")
        verbose_name_plural = _("postings of public notices")
        constraints = [models.CheckConstraint(condition=Q(until__gte=F("since")), name="posting_in_order")]

    def __str__(self) -> str:
        return f"posting {self.pk}"


class Objection(models.Model):
    """What somebody has against it, sealed; by whom only if they said so. It is answered before the matter goes
    on."""

    class State(models.IntegerChoices):
        OPEN = 1, _("to be looked into")
        UPHELD = 2, _("upheld")
        REJECTED = 3, _("not upheld")

    notice = models.ForeignKey(PublicNotice, on_delete=models.CASCADE, related_name="objections")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text: SecretField[Any, Any] = SecretField(owner="notice_id")
    on_paper = models.BooleanField(_("came on paper or by telephone"), default=False)
    state = models.SmallIntegerField(choices=State, default=State.OPEN)
    answer: SecretField[Any, Any] = SecretField(owner="notice_id", null=True)
    received = models.DateTimeField(default=now, editable=False)
    answered = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        indexes = [models.Index(fields=["notice"], name="objection_open", condition=Q(state=1))]

    def __str__(self) -> str:
        return f"objection {self.pk}"
