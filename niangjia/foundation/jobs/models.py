"""Jobs, as people see them; the queue's own rows carry nothing but a job's id."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.foundation.access.actor import PLATFORM, Actor, Kind, actor_of
from niangjia.foundation.clock import now

from .failures import AccountClosed, sentence_of
from .ids import unpacked
from .kinds import JobKind, UnknownKind, known

ACTORS = (Kind.ACCOUNT.value, Kind.PLATFORM.value)


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


LIVE = (State.WAITING, State.RUNNING)
RETRIED = (State.FAILED, State.CANCELLED)


class JobQuerySet(models.QuerySet["Job"]):
    def of(self, actor: Actor) -> JobQuerySet:
        """What this account started; nothing for anybody who is not signed in."""
        return self.none() if actor.account_id is None else self.filter(account_id=actor.account_id)


class Job(models.Model):
    """A piece of work in short chunks, with whose it is, how far it is, and how it ended.

    `chunks` counts those that were committed; `attempts` the tries of the next one, the running try included: it is
    committed before the chunk runs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=64)
    ids = models.JSONField(default=dict)
    actor_kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in ACTORS])
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="jobs"
    )
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    cursor = models.JSONField(null=True, blank=True)
    chunks = models.PositiveIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=64, blank=True, default="")
    sentence = models.CharField(max_length=300, blank=True, default="")
    created = models.DateTimeField(default=now, editable=False)
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("background", "job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(fields=["account", "-created"], name="jobs_of_account"),
            models.Index(fields=["state"], condition=models.Q(state__in=LIVE), name="jobs_live"),
            models.Index(fields=["finished"], name="jobs_finished"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor_kind=Kind.ACCOUNT.value, account__isnull=False)
                | models.Q(actor_kind=Kind.PLATFORM.value, account__isnull=True),
                name="job_has_its_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def title(self) -> str:
        """What it does, for people."""
        return str(self._kind.title) if self._kind else self.kind

    @property
    def live(self) -> bool:
        """Whether it is still to be done."""
        return self.state in LIVE

    @property
    def can_be_retried(self) -> bool:
        """Whether it ended before it was done."""
        return self.state in RETRIED

    @property
    def reason(self) -> str:
        """Why it failed or waits for another try; empty if neither."""
        return self.sentence or (sentence_of(self.failure) if self.failure else "")

    @property
    def leads_to(self) -> str:
        """The address of what came out of it, once it is done; or nothing."""
        leads_to = self._kind.leads_to if self._kind and self.state == State.DONE else None
        return leads_to(unpacked(self.ids)) if leads_to else ""

    @cached_property
    def _kind(self) -> JobKind | None:
        try:
            return known(self.kind)
        except UnknownKind:  # started by another version
            return None

    def actor(self) -> Actor:
        """Who acts in it, with the rights of this moment. Raises AccountClosed."""
        if self.actor_kind == Kind.PLATFORM:
            return PLATFORM
        actor = actor_of(self.account) if self.account else None
        if actor is None or not actor.signed_in:
            raise AccountClosed
        return actor


class SampleEffect(models.Model):
    """What a chunk of the trial job leaves. Nothing makes it unique, so that an effect done twice would be seen."""

    append_only = True

    job_id = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("trace of a trial job")
        verbose_name_plural = _("traces of trial jobs")

    def __str__(self) -> str:
        return f"{self.job_id} {self.number}"
