from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

LONGEST_WORDS = 2000


class Meeting(models.Model):
    """A meeting of a union's body (`bodies.py`), with its list; its minutes decide all items on it at once.

    `term` and `session` are 第几届第几次. `paper` are the minutes, `number` is what they are called. `decided` says
    when they were confirmed: from then on nothing of it changes.
    """

    class State(models.IntegerChoices):
        PREPARED = 1, _("being prepared")
        DECIDING = 2, _("deciding the items")
        DECIDED = 3, _("decided")
        CANCELLED = 4, _("cancelled")

    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    body = models.CharField(_("body"), max_length=40)
    term = models.PositiveSmallIntegerField(_("term"), null=True, blank=True)
    session = models.PositiveSmallIntegerField(_("session"), null=True, blank=True)
    held = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=100, blank=True, default="")
    state = models.SmallIntegerField(_("state"), choices=State, default=State.PREPARED)
    kept_words: SecretField[Any, Any] = SecretField(owner="pk", null=True)
    number = models.CharField(_("number of the minutes"), max_length=64, blank=True, default="")
    paper = models.ForeignKey("papers.Paper", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    job = models.UUIDField(null=True, blank=True, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=now, editable=False)
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["union", "-held"], name="meeting_union")]

    def __str__(self) -> str:
        return f"meeting {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PREPARED

    @property
    def words(self) -> str:
        """What else was said, which is kept sealed as the minutes are, "" for none."""
        return str(self.kept_words.reveal()) if self.kept_words is not None else ""

    @words.setter
    def words(self, words: str) -> None:
        self.kept_words = words or None


class MeetingMember(models.Model):
    """One who was due, whether they came, and why not. Who is invited without a vote is not `votes`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=64)
    role = models.CharField(_("post"), max_length=40, blank=True, default="")
    votes = models.BooleanField(_("has a vote"), default=True)
    came = models.BooleanField(_("came"), null=True, default=None)
    kept_excuse: SecretField[Any, Any] = SecretField(owner="meeting_id", null=True)

    class Meta:
        verbose_name = _("member of a meeting")
        verbose_name_plural = _("members of a meeting")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="member_once", condition=Q(person__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"member {self.pk} of meeting {self.meeting_id}"

    @property
    def excuse(self) -> str:
        """Why somebody did not come, which is kept sealed: it may be an illness, "" for none."""
        return str(self.kept_excuse.reveal()) if self.kept_excuse is not None else ""

    @excuse.setter
    def excuse(self, excuse: str) -> None:
        self.kept_excuse = excuse or None


class MeetingItem(models.Model):
    """A task that waits for a meeting's decision. Without a meeting it stands on its union's list.

    `outcome` is what was decided, one of the drawn ones; the votes are for and against that. `remark` is the reason
    for an outcome that wants one; the applicant reads it. `sentence` says why a decision could not be carried out.
    """

    class State(models.IntegerChoices):
        LISTED = 1, _("on the list")
        PUT = 2, _("before a meeting")
        DONE = 3, _("decided")
        STUCK = 4, _("could not be carried out")
        TAKEN_OFF = 5, _("taken off")

    task = models.ForeignKey("matters.Task", on_delete=models.CASCADE, related_name="items")
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+", db_index=False)
    body = models.CharField(_("body"), max_length=40)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    state = models.SmallIntegerField(_("state"), choices=State, default=State.LISTED)
    outcome = models.CharField(_("decision"), max_length=40, blank=True, default="")
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    remark: SecretField[Any, Any] = SecretField(owner="task_id", null=True)
    sentence = models.CharField(max_length=200, blank=True, default="")
    listed = models.DateTimeField(default=now, editable=False)
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("item of a meeting")
        verbose_name_plural = _("items of meetings")
        indexes = [
            models.Index(fields=["union", "body", "id"], name="item_listed", condition=Q(state=1)),
            models.Index(
                fields=["meeting", "state", "id"], name="item_of_meeting", condition=Q(meeting__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task"], name="item_once_at_a_time", condition=Q(state__in=(1, 2))),
            models.CheckConstraint(
                condition=Q(state=1, meeting=None) | Q(state=5) | Q(meeting__isnull=False),
                name="item_before_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"

    @property
    def why(self) -> str:
        """The remark in words, "" for none."""
        return str(self.remark.reveal()) if self.remark is not None else ""


class Delegation(models.Model):
    """A recorded resolution by which the holder of one post decides alone what else a meeting decides.

    `procedure` and `step` say what ("" for every step of that body's); it holds from a day to a day, until it is
    revoked.
    """

    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    body = models.CharField(_("body"), max_length=40)
    procedure = models.CharField(_("procedure"), max_length=64)
    step = models.CharField(_("step"), max_length=64, blank=True, default="")
    role = models.CharField(_("post"), max_length=24)
    resolution = models.CharField(_("number of the resolution"), max_length=64)
    resolved = models.DateField(_("day of the resolution"))
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="delegations")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    entered = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        indexes = [models.Index(fields=["union", "procedure"], name="delegation_union")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="delegation_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"delegation {self.pk}"


class DelegatedDecision(models.Model):
    """What was decided alone under a delegation: the committee gets the list of a month."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="decisions")
    task = models.OneToOneField("matters.Task", on_delete=models.CASCADE, related_name="delegated")
    outcome = models.CharField(max_length=40)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("decision under a delegation")
        verbose_name_plural = _("decisions under delegations")

    def __str__(self) -> str:
        return f"task {self.task_id} by delegation {self.delegation_id}"
