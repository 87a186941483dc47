from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

PROTECT, CASCADE = models.PROTECT, models.CASCADE


def _token() -> str:
    return secrets.token_urlsafe(12)


class Door(models.Model):
    """Whom a union takes in beside the workers of employers that it covers, and by which words it is found."""

    union = models.OneToOneField("people.Union", on_delete=PROTECT, related_name="+")
    open = models.BooleanField(_("people can apply here"), default=True)
    kinds = models.JSONField(_("kinds of new forms of work"), default=list, blank=True)  # codes of people.codes
    words = models.CharField(_("streets, trades, platforms"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("who can join a union")
        verbose_name_plural = _("who can join a union")

    def __str__(self) -> str:
        return f"door of union {self.union_id}"


class InvitationList(models.Model):
    """People whom an employer or a platform named. It invites them: a list is no application."""

    class Source(models.TextChoices):
        EMPLOYER = "employer", _("list of an employer")
        PLATFORM = "platform", _("list of a platform")

    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    employer = models.CharField(_("employer or platform"), max_length=128)
    source = models.CharField(_("where the list comes from"), max_length=12, choices=Source)
    basis = models.CharField(_("on what basis it was given"), max_length=200)
    token = models.CharField(max_length=24, unique=True, default=_token)
    made = models.DateTimeField(_("made"), default=now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    lines = models.PositiveIntegerField(_("lines"), default=0)
    job = models.UUIDField(null=True, editable=False)  # what is at it, or was last
    closed = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("list of invitations")
        verbose_name_plural = _("lists of invitations")

    def __str__(self) -> str:
        return f"invitations {self.pk}"

    @property
    def from_platform(self) -> bool:
        """Whether a platform named these people: that is agreed to by itself."""
        return self.source == self.Source.PLATFORM


class ListPiece(models.Model):
    """Lines of a list as they came, sealed; deleted as soon as they are taken in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.ForeignKey(InvitationList, on_delete=CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()  # from 0
    said: SecretField[Any, Any] = SecretField(owner="id")  # JSON: a list of name, document, telephone, job

    class Meta:
        verbose_name = _("piece of a list")
        verbose_name_plural = _("pieces of lists")
        constraints = [models.UniqueConstraint(fields=["list", "number"], name="list_piece_number")]

    def __str__(self) -> str:
        return f"piece {self.number} of list {self.list_id}"


class Roll(models.Model):
    """Some people of a list on a paper to sign (集体入会名册), printed, signed and scanned back by itself."""

    list = models.ForeignKey(InvitationList, on_delete=CASCADE, related_name="rolls")
    number = models.PositiveIntegerField()
    paper = models.ForeignKey("papers.Paper", on_delete=PROTECT, related_name="+")

    class Meta:
        verbose_name = _("roll to sign")
        verbose_name_plural = _("rolls to sign")
        constraints = [models.UniqueConstraint(fields=["list", "number"], name="list_roll_number")]

    def __str__(self) -> str:
        return f"roll {self.number} of list {self.list_id}"


class Application(models.Model):
    """A request to join or to be transferred. What was said is sealed; where it stands is the matter's to say.

    `union` is where the membership is to be, `origin` where it was (of a transfer). `ended` empty: under way.
    """

    class Kind(models.TextChoices):
        JOIN = "join", _("joining")
        TRANSFER = "transfer", _("transfer")
        CHANGE = "change", _("rest or end of a membership")

    class Way(models.TextChoices):
        SELF = "self", _("applied on the phone")
        INVITED = "invited", _("confirmed an invitation")
        ROLL = "roll", _("signed a roll")
        PAPER = "paper", _("applied on paper")
        UNION = "union", _("asked for by a union")
        ROSTER = "roster", _("found on a union's list")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    way = models.CharField(_("how"), max_length=8, choices=Way)
    person = models.ForeignKey("people.Person", on_delete=PROTECT, null=True, related_name="+")
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    origin = models.ForeignKey("people.Union", on_delete=PROTECT, null=True, blank=True, related_name="+")
    matter = models.OneToOneField("matters.Matter", on_delete=PROTECT, null=True, related_name="+")
    said: SecretField[Any, Any] = SecretField(owner="id")  # JSON of said.Said
    reason: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)
    # What was signed: the digest of the text as it read, when, and that it was.
    text = models.CharField(max_length=64, blank=True, default="")
    signed = models.DateTimeField(_("signed"), null=True, blank=True)
    drawn: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)  # a signature: a PNG in base64
    made = models.DateTimeField(_("made"), default=now)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        constraints = [
            # Whoever asks at two unions at once has one request.
            models.UniqueConstraint(fields=["person"], condition=Q(ended__isnull=True), name="one_open_application"),
        ]
        indexes = [models.Index(fields=["union", "-made"], name="application_union")]

    def __str__(self) -> str:
        return f"application {self.pk}"


class Invited(models.Model):
    """One line of a list: sealed, found again by the telephone alone."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        SIGNED = "signed", _("signed the roll: is being entered")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")
        REFUSED = "refused", _("could not be taken")
        SETTLED = "settled", _("joined otherwise")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.ForeignKey(InvitationList, on_delete=CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.INVITED)
    said: SecretField[Any, Any] = SecretField(owner="id", null=True)  # emptied when the list is closed
    phone_mark = models.BinaryField(max_length=32, null=True)
    number_mark = models.BinaryField(max_length=32, null=True)
    roll = models.ForeignKey(Roll, on_delete=models.SET_NULL, null=True, blank=True, related_name="rows")
    told = models.DateTimeField(_("invited by text message"), null=True, blank=True)
    unsent = models.DateTimeField(_("the text message did not go out"), null=True, blank=True)  # of the last try
    application = models.ForeignKey(Application, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sentence = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.UniqueConstraint(fields=["list", "position"], name="invited_position")]
        indexes = [
            models.Index(fields=["phone_mark"], name="invited_phone"),
            models.Index(fields=["number_mark"], name="invited_number"),
        ]

    def __str__(self) -> str:
        return f"invited {self.pk}"


class Talk(models.Model):
    """That somebody was talked to about dues and taking part: the day, and what was said, sealed. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=PROTECT, related_name="+")
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    day = models.DateField(_("talked to on"))
    words: SecretField[Any, Any] = SecretField(owner="id")
    made = models.DateTimeField(_("made"), default=now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("record of a talk")
        verbose_name_plural = _("records of talks")

    def __str__(self) -> str:
        return f"talk {self.pk}"


class Lead(models.Model):
    """So many members of one employer in a union of many: one of its own could be founded. For the union alone."""

    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, related_name="+")
    members = models.PositiveIntegerField(_("members"))
    found = models.DateTimeField(default=now)
    settled = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lead to a union of its own")
        verbose_name_plural = _("leads to unions of their own")
        constraints = [
            models.UniqueConstraint(fields=["union", "employer"], condition=Q(settled=None), name="one_open_lead")
        ]

    def __str__(self) -> str:
        return f"lead {self.pk}"
