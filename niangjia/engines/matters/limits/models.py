from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.engines.rules.defaults import Sure
from niangjia.engines.rules.units import Days
from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

LONGEST_REASON = 300


class TimeLimit(models.Model):
    """By when something must be done: of a task, or of a matter as a whole. `union` is who has to act.

    `days` of the calendar or `working` ones come from the figure that held on the day of `event`, with its basis;
    `extended` are days that were approved on top. `due` is the last day, empty while it is paused; `guessed` says
    that it
    rests on a year whose holidays are not known. `warn_on` and `escalate_on` are the next days on which somebody
    hears
    of it; `level` is how far up it went: 0 not at all, 1 to who leads the union and the one above it, and so on.
    """

    class Outcome(models.IntegerChoices):
        RUNNING = 0, _("running")
        MET = 1, _("met")
        MISSED = 2, _("missed")
        DROPPED = 3, _("not needed any more")

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="limits")
    task = models.ForeignKey("matters.Task", on_delete=models.CASCADE, null=True, blank=True, related_name="limits")
    kind = models.CharField(_("time limit"), max_length=64)
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+", db_index=False)
    event = models.DateField(_("from"))
    days = models.PositiveIntegerField(_("days"))
    working = models.BooleanField(_("working days"))
    basis = models.CharField(_("basis"), max_length=300)
    sure = models.CharField(max_length=8, choices=Sure)
    extended = models.PositiveIntegerField(_("extended by"), default=0)
    due = models.DateField(_("due"), null=True, blank=True)
    guessed = models.BooleanField(default=False)
    warn_on = models.DateField(null=True, blank=True)
    warned = models.DateTimeField(_("warned"), null=True, blank=True)
    escalate_on = models.DateField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("escalated"), default=0)
    outcome = models.SmallIntegerField(choices=Outcome, default=Outcome.RUNNING)
    ended = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        # Only what runs is looked for by day; a million that ended make none of these longer.
        indexes = [
            models.Index(fields=["warn_on"], name="limit_to_warn", condition=Q(outcome=0, warned=None)),
            models.Index(fields=["escalate_on"], name="limit_to_escalate", condition=Q(outcome=0)),
            models.Index(fields=["union", "due"], name="limit_union_due", condition=Q(outcome=0)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task", "kind"], name="limit_once_a_task", condition=Q(outcome=0)),
            models.CheckConstraint(
                condition=Q(outcome=0, ended=None) | (Q(outcome__gt=0) & Q(ended__isnull=False)), name="limit_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of matter {self.matter_id}"

    @property
    def running(self) -> bool:
        return self.outcome == self.Outcome.RUNNING

    @property
    def length(self) -> Days:
        """The whole, with what it was extended by."""
        return Days(self.days + self.extended, working=self.working)


class LimitPause(models.Model):
    """A span in which a limit stood still, for a named reason: after the day `since`, up to and with `until`."""

    limit = models.ForeignKey(TimeLimit, on_delete=models.CASCADE, related_name="pauses")
    reason = models.CharField(_("reason"), max_length=24)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("pause of a time limit")
        verbose_name_plural = _("pauses of time limits")
        constraints = [
            models.UniqueConstraint(fields=["limit"], name="pause_one_at_a_time", condition=Q(until=None)),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="pause_in_order"),
        ]

    def __str__(self) -> str:
        return f"pause of limit {self.limit_id}"


class LimitExtension(models.Model):
    """Days asked for on top of a limit, why, and who approved them."""

    class State(models.IntegerChoices):
        ASKED = 1, _("waiting for approval")
        APPROVED = 2, _("approved")
        REFUSED = 3, pgettext_lazy("extension or correction", "refused")

    limit = models.ForeignKey(TimeLimit, on_delete=models.CASCADE, related_name="extensions")
    days = models.PositiveIntegerField(_("days"))
    kept_reason: SecretField[Any, Any] = SecretField(owner="limit_id", null=True)
    state = models.SmallIntegerField(choices=State, default=State.ASKED)
    asked = models.DateTimeField(default=now, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("extension of a time limit")
        verbose_name_plural = _("extensions of time limits")
        constraints = [
            models.UniqueConstraint(fields=["limit"], name="extension_one_at_a_time", condition=Q(state=1))
        ]

    def __str__(self) -> str:
        return f"extension of limit {self.limit_id}"

    @property
    def reason(self) -> str:
        """Why it was asked for, which is kept sealed: it may name people, "" for none."""
        return str(self.kept_reason.reveal()) if self.kept_reason is not None else ""

    @reason.setter
    def reason(self, reason: str) -> None:
        self.kept_reason = reason or None
