from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_NOTE = 2000
REVOKED = "revoked"  # the phase of a matter that was revoked, unless its procedure has a word of its own


class State(models.IntegerChoices):
    """Whether a matter still travels, and how it ended."""

    OPEN = 1, _("under way")
    DONE = 2, _("done")
    WITHDRAWN = 3, pgettext_lazy("matter", "withdrawn")


class TaskState(models.IntegerChoices):
    OPEN = 1, _("waits for someone")
    CLAIMED = 2, _("being worked on")
    DONE = 3, _("done")
    SENT_BACK = 4, _("sent back")
    WITHDRAWN = 5, pgettext_lazy("matter", "withdrawn")


LIVING = (TaskState.OPEN, TaskState.CLAIMED)


class ProcedureVersion(models.Model):
    """The drawing of a procedure as it once held: matters keep the one that they began with.

    `files` lists name and BPMN text of each file, the main one first. The newest has the highest number.
    """

    key = models.CharField(_("procedure"), max_length=64)
    number = models.PositiveIntegerField(_("version"))
    digest = models.CharField(max_length=64)
    files = models.JSONField()
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("version of a procedure")
        verbose_name_plural = _("versions of procedures")
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="procedure_version_number"),
            models.UniqueConstraint(fields=["key", "digest"], name="procedure_version_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class Matter(models.Model):
    """A case that travels along a procedure. Who may see it follows from `union` and from where its tasks are.

    `bypassed` is the union past which it was sent: no scope of that union has it. `subject_type` and `subject_id`
    name the service's own row, `phase` the state that the last step gave it. `variables` are the declared ones, what
    gateways read. `engine` is where the drawing stands, empty once it is closed.
    """

    procedure = models.CharField(_("procedure"), max_length=64)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number of the matter"), max_length=64, unique=True)
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    bypassed = models.ForeignKey(
        "people.Union", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject_type = models.CharField(max_length=40, blank=True, default="")
    subject_id = models.CharField(max_length=36, blank=True, default="")
    state = models.SmallIntegerField(_("state"), choices=State, default=State.OPEN)
    phase = models.CharField(max_length=40, blank=True, default="")
    sensitive = models.BooleanField(_("sensitive"), default=False)
    recuses = models.BooleanField(default=False, db_default=False)  # whether somebody keeps out: recusing/models.py
    variables = models.JSONField(default=dict)
    engine = models.BinaryField(null=True, blank=True)
    passed = models.JSONField(default=list)  # numbers of flows of the drawing that it went along
    opened = models.DateTimeField(_("opened"), default=now)
    closed = models.DateTimeField(_("closed"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        indexes = [
            models.Index(fields=["union", "-opened"], name="matter_union"),
            models.Index(fields=["-opened"], name="matter_opened"),
            models.Index(fields=["procedure"], name="matter_open", condition=Q(state=1)),
            models.Index(fields=["procedure", "-closed"], name="matter_done", condition=Q(state=2)),
            models.Index(fields=["bypassed"], name="matter_bypassed", condition=Q(bypassed__isnull=False)),
            models.Index(fields=["subject_type", "subject_id"], name="matter_subject", condition=~Q(subject_type="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=1, closed__isnull=True) | Q(state__gt=1, closed__isnull=False, engine__isnull=True),
                name="matter_closed_without_engine",
            ),
        ]

    def __str__(self) -> str:
        return f"matter {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN


class Task(models.Model):
    """A step of a matter that waits for someone, or that was done by someone. The truth about who has what.

    `key` is the step's id in the drawing and `token` the drawing's own mark for it, empty once it is over. `role` is
    the lane; who holds `permission` by a post at `union` may act, or the applicant if `for_applicant`. `due` is kept
    by the time limits.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="tasks")
    procedure = models.CharField(_("procedure"), max_length=64)
    key = models.CharField(max_length=64)
    token = models.CharField(max_length=32, blank=True, default="")
    role = models.CharField(max_length=40)
    permission = models.CharField(max_length=64, blank=True, default="")
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+", db_index=False)
    for_applicant = models.BooleanField(default=False)
    state = models.SmallIntegerField(_("state"), choices=TaskState, default=TaskState.OPEN)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    claimed = models.DateTimeField(_("claimed"), null=True, blank=True)
    opened = models.DateTimeField(_("opened"), default=now)
    due = models.DateTimeField(_("due"), null=True, blank=True)
    done = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    outcome = models.CharField(max_length=40, blank=True, default="")
    checked = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        # Lists ask for living tasks only; a million that are over make none of these longer.
        indexes = [
            models.Index(fields=["union", "due", "id"], name="task_union_due", condition=Q(state__lt=3)),
            models.Index(fields=["claimed_by", "due", "id"], name="task_mine", condition=Q(state=2)),
            models.Index(fields=["due", "id"], name="task_due", condition=Q(state__lt=3)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__lt=3, done__isnull=True) | Q(state__gte=3, done__isnull=False, token=""),
                name="task_over_without_token",
            ),
            models.CheckConstraint(
                condition=Q(state=1, claimed_by__isnull=True) | ~Q(state=1), name="task_open_is_nobodys"
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk} ({self.key})"

    @property
    def is_living(self) -> bool:
        return self.state in LIVING

    def is_late(self, moment: datetime) -> bool:
        return self.is_living and self.due is not None and self.due < moment


class Event(models.Model):
    """What happened to a matter, for the timeline: ids and keys only, what was written stands in notes."""

    class Kind(models.IntegerChoices):
        OPENED = 1, _("opened")
        CLAIMED = 2, _("claimed")
        GIVEN_BACK = 3, _("given back to the queue")
        HANDED_OVER = 4, _("handed over to a colleague")
        COMPLETED = 5, _("step done")
        SENT_BACK = 6, _("sent back")
        TRANSFERRED = 7, _("transferred to another union")
        WITHDRAWN = 8, pgettext_lazy("matter", "withdrawn")
        ACTED = 9, _("done by the platform")
        CLOSED = 10, _("closed")
        MOVED = 11, _("moved to a newer drawing")

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="events")
    kind = models.SmallIntegerField(choices=Kind)
    at = models.DateTimeField(default=now)
    step = models.CharField(max_length=64, blank=True, default="")
    outcome = models.CharField(max_length=40, blank=True, default="")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    union = models.ForeignKey(
        "people.Union", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("event of a matter")
        verbose_name_plural = _("events of matters")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.matter_id}"


class Note(models.Model):
    """What somebody wrote about a matter, sealed: for colleagues, for the applicant, or for oneself alone."""

    class Kind(models.IntegerChoices):
        INSIDE = 1, _("for colleagues")
        APPLICANT = 2, _("for the applicant")
        PRIVATE = 3, _("for myself")

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="notes")
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    kind = models.SmallIntegerField(_("for whom"), choices=Kind)
    text = SecretField(owner="matter_id")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    by_applicant = models.BooleanField(default=False)
    written = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("note on a matter")
        verbose_name_plural = _("notes on matters")

    def __str__(self) -> str:
        return f"note {self.pk}"


class TextModule(models.Model):
    """A text that a union's staff write often; of one procedure, or for all of them with an empty one."""

    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    procedure = models.CharField(_("procedure"), max_length=64, blank=True, default="")
    title = models.CharField(_("title"), max_length=40)
    text = models.TextField(_("text"), max_length=LONGEST_NOTE)

    class Meta:
        verbose_name = _("text module")
        verbose_name_plural = _("text modules")
        constraints = [models.UniqueConstraint(fields=["union", "procedure", "title"], name="text_module_once")]

    def __str__(self) -> str:
        return self.title


class Batch(models.Model):
    """Many tasks that somebody completes with one outcome, as a job."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=40)
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("batch of tasks")
        verbose_name_plural = _("batches of tasks")

    def __str__(self) -> str:
        return f"batch {self.pk}"


class BatchRow(models.Model):
    """One task of a batch and what became of it; `sentence` says why it was not completed."""

    class Result(models.IntegerChoices):
        WAITING = 1, _("not done yet")
        DONE = 2, _("done")
        REFUSED = 3, _("not done")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    result = models.SmallIntegerField(choices=Result, default=Result.WAITING)
    sentence = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("task of a batch")
        verbose_name_plural = _("tasks of a batch")
        constraints = [models.UniqueConstraint(fields=["batch", "task"], name="batch_task_once")]

    def __str__(self) -> str:
        return f"batch {self.batch_id}: task {self.task_id}"
