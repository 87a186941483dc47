from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import today
from niangjia.foundation.secrets.fields import SecretField

from .choices import Category, Choice, Difficulty, Kind, Result, Way
from .more_models import Changed, Confidential, Consent, Named, SealedLine

__all__ = [
    "Alert",
    "Anonymous",
    "Changed",
    "Concern",
    "Confidential",
    "Consent",
    "Line",
    "Named",
    "Review",
    "SealedLine",
    "UsedToken",
]
PROTECT = models.PROTECT


class Concern(models.Model):
    """What somebody brought. Its words are sealed; where it stands, who it is from and who has it is the matter's.

    `made`, `opinion_on` and `received_on` are days: of bringing it, of the written opinion, and of the day on which
    the worker got that (from which the days for asking for a review run).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.OneToOneField("matters.Matter", on_delete=PROTECT, null=True, related_name="+")
    choice = models.CharField(_("who gets it"), max_length=10, choices=Choice)
    way = models.CharField(_("where it came from"), max_length=10, choices=Way, default=Way.PORTAL)
    kind = models.CharField(_("its kind"), max_length=10, choices=Kind)
    category = models.CharField(_("its subject"), max_length=10, choices=Category)
    difficulty = models.CharField(max_length=10, choices=Difficulty, default=Difficulty.ORDINARY)
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField(_("since when"), null=True, blank=True)
    people = models.PositiveIntegerField(_("how many are concerned"), default=1)
    danger = models.BooleanField(_("life or health is in danger"), default=False)
    said: SecretField[Any, Any] = SecretField(owner="id", null=True)  # JSON of said.Said; empty once erased
    answer: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)  # JSON of said.Answer
    made = models.DateField(_("brought on"), default=today, db_index=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    rounds = models.PositiveSmallIntegerField(default=0)  # how often it was handled
    result = models.CharField(_("what came of it"), max_length=10, choices=Result, blank=True, default="")
    recovered = models.DecimalField(_("money recovered"), max_digits=14, decimal_places=2, null=True, blank=True)
    opinion_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    asked_again = models.DateField(null=True, blank=True)  # ninety days after it was closed, of some
    holds = models.BooleanField(null=True, blank=True)
    elsewhere = models.CharField(_("number in another system"), max_length=64, blank=True, default="")
    goes_on = models.JSONField(default=dict)  # where another service goes on with it: the procedure's key, its matter

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        indexes = [models.Index(fields=["employer", "category", "made"], name="concern_topic")]

    def __str__(self) -> str:
        return f"concern {self.pk}"


class Review(models.Model):
    """A review (复查, stage 1) or final review (复核, stage 2) that a worker asked for.

    `way` is how: on the phone, on paper or in person (entered at the union that reviews), or with a receipt; then the
    matter is opened in the night after.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=PROTECT, related_name="reviews")
    stage = models.PositiveSmallIntegerField()
    matter = models.OneToOneField("matters.Matter", on_delete=PROTECT, null=True, related_name="+")
    way = models.CharField(_("where it came from"), max_length=10, choices=Way, default=Way.PORTAL)
    said: SecretField[Any, Any] = SecretField(owner="id", null=True)  # why, in the worker's words; empty once erased
    answer: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)
    asked_on = models.DateField(default=today)
    opinion_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("review of a concern")
        verbose_name_plural = _("reviews of concerns")
        constraints = [models.UniqueConstraint(fields=["concern", "stage"], name="review_once_a_stage")]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Anonymous(models.Model):
    """What belongs to a concern without a name: whose it is to handle, and the digest of its receipt.

    Nothing here has a moment, only days; keys are drawn. `past` is the unit that is not to know of it, `contact` the
    sealed name of who trusts it to an officer above (confidential), `keep_until` when the words go; what is left then
    is the row as a tombstone.
    """

    concern = models.OneToOneField(Concern, on_delete=PROTECT, primary_key=True, related_name="anonymous")
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    past = models.ForeignKey("people.Union", on_delete=PROTECT, null=True, blank=True, related_name="+")
    digest = models.BinaryField(max_length=16, unique=True)
    contact: SecretField[Any, Any] = SecretField(owner="concern_id", null=True, blank=True)  # JSON of said.Contact
    opened_on = models.DateField(null=True, blank=True)  # when somebody opened the name
    keep_until = models.DateField()
    erased_on = models.DateField(null=True, blank=True)
    solved = models.BooleanField(null=True, blank=True)
    satisfied = models.PositiveSmallIntegerField(null=True, blank=True)  # one to five
    rated_on = models.DateField(null=True, blank=True)
    pending = models.JSONField(default=list)  # what the sender did that the journal hears of at night

    class Meta:
        verbose_name = _("concern without a name")
        verbose_name_plural = _("concerns without a name")

    def __str__(self) -> str:
        return f"anonymous {self.pk}"


class Line(models.Model):
    """One thing said in the dialogue of a receipt; sealed, with its day and its place in the row, no moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    anonymous = models.ForeignKey(Anonymous, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    by_sender = models.BooleanField()
    said: SecretField[Any, Any] = SecretField(owner="id")
    day = models.DateField(default=today)

    class Meta:
        verbose_name = _("message of a receipt")
        verbose_name_plural = _("messages of receipts")
        constraints = [models.UniqueConstraint(fields=["anonymous", "position"], name="line_position")]

    def __str__(self) -> str:
        return f"line {self.pk}"


class UsedToken(models.Model):
    """A form's token that was sent: none is good twice. It goes after two days, and leads to nothing."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    day = models.DateField(default=today)

    class Meta:
        verbose_name = _("used form token")
        verbose_name_plural = _("used form tokens")

    def __str__(self) -> str:
        return "used token"


class Alert(models.Model):
    """Concerns of wide effect: of many (`people` in tens), or a danger (`concern`). The units are not to know."""

    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(_("its subject"), max_length=10, choices=Category)
    week = models.DateField()
    people = models.PositiveIntegerField(default=0)
    concern = models.ForeignKey(Concern, on_delete=PROTECT, null=True, blank=True, related_name="+")
    raised_on = models.DateField(default=today)
    done: SecretField[Any, Any] = SecretField(owner="pk", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("alert of wide effect")
        verbose_name_plural = _("alerts of wide effect")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "employer", "category", "week"],
                condition=models.Q(concern=None),
                name="alert_once_a_week",
            ),
            models.UniqueConstraint(fields=["concern"], name="alert_once_for_a_danger"),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}"


class PassedBy(models.Model):
    """A unit that is not to know of an alert. One employer may have several, under one union above."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="passed")
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")

    class Meta:
        verbose_name = _("unit that an alert went past")
        verbose_name_plural = _("units that alerts went past")
        constraints = [models.UniqueConstraint(fields=["alert", "union"], name="passed_by_once")]

    def __str__(self) -> str:
        return f"past {self.union_id}"


# What goes on beside the steps has folders of its own; Django looks for tables here.
from .leaders.models import Held as Held  # noqa: E402, PLC0414
from .leaders.models import HeldNote as HeldNote  # noqa: E402, PLC0414
from .letters.models import Letter as Letter  # noqa: E402, PLC0414
from .reports.models import OtherNumber as OtherNumber  # noqa: E402, PLC0414
from .reports.models import Urgent as Urgent  # noqa: E402, PLC0414
from .together.models import Part as Part  # noqa: E402, PLC0414
from .together.models import Press as Press  # noqa: E402, PLC0414
