from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.foundation.clock import now

LONGEST_TITLE, LONGEST_BODY = 40, 2000
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
WIDTH = 8  # of the short link; some 40 bits


def short_code() -> str:
    """A fresh code for a short link."""
    return "".join(secrets.choice(SIGNS) for _sign in range(WIDTH))


class State(models.TextChoices):
    """Where a message to many stands."""

    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("waits for a second person")
    SENDING = "sending", _("going out")
    SENT = "sent", _("sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("message", "withdrawn")


class Broadcast(models.Model):
    """A message that a union writes to many. `audience` is what audience.Audience packs, `counts` what the preview
    counted last; `counted` is how many people it was when it was proposed or released.
    """

    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    body = models.TextField(_("text"), max_length=LONGEST_BODY)
    audience = models.JSONField()
    by_sms = models.BooleanField(_("also by text message"), default=False)
    legal = models.BooleanField(_("the law demands this notice"), default=False)
    is_public = models.BooleanField(_("anybody with the link may read it"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    counts = models.JSONField(null=True, blank=True)
    counted = models.PositiveIntegerField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    released = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    notice = models.OneToOneField(
        "notices.Notice", on_delete=models.SET_NULL, null=True, blank=True, related_name="broadcast"
    )
    code = models.CharField(max_length=WIDTH, unique=True, default=short_code, editable=False)
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("message to many")
        verbose_name_plural = _("messages to many")
        indexes = [models.Index(fields=["union", "state"], name="broadcast_union")]

    def __str__(self) -> str:
        return f"broadcast {self.pk}"


class SavedAudience(models.Model):
    """A choice of people that a union keeps under a name, to be counted anew each time it is used."""

    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=40)
    audience = models.JSONField()
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("kept choice of people")
        verbose_name_plural = _("kept choices of people")
        constraints = [models.UniqueConstraint(fields=["union", "name"], name="one_audience_of_a_name")]

    def __str__(self) -> str:
        return self.name
