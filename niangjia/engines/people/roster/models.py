"""What is kept of a list from its upload to its undoing: sealed, and a row for some thousand lines, never for one."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.persons.managers import ScopedManager, ScopedMeta
from niangjia.foundation.clock import now

KEPT = timedelta(days=30)  # for so long a commit can be undone, and what was uploaded is there


def kept_until() -> object:
    return now() + KEPT


class Roster(models.Model):
    """A list that was uploaded for a union, on its way into the register.

    Everybody who may enrol people there finds it and goes on with it.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("columns to be chosen")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked: look at it and commit")
        COMMITTING = "committing", _("being committed")
        COMMITTED = "committed", _("committed")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        CANCELLED = "cancelled", _("cancelled")
        UNREADABLE = "unreadable", _("can't be read")

    class Purpose(models.TextChoices):
        MEMBERS = "members", _("list of members")
        EMPLOYER = "employer", _("employer's list, to compare")

    # How those who are new come in. Who waits for an application is no member yet: a list is none.
    Origin = Membership.Origin

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="rosters")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.MEMBERS)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.UPLOADED)
    reason = models.CharField(max_length=40, blank=True, default="")  # why it can't be read, or what ended it
    file_name = models.CharField(_("file"), max_length=160)
    size = models.PositiveBigIntegerField()  # bytes
    digest = models.BinaryField(max_length=32)  # keyed, of the file
    book = models.BinaryField(null=True)  # sealed: sheets with their first lines
    sheet = models.CharField(_("sheet"), max_length=64, blank=True, default="")
    heading = models.PositiveIntegerField(default=0)  # the heading's last line; the table begins behind it
    titles = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)  # column (from 0, as text) -> field
    layout = models.CharField(max_length=40, blank=True, default="")
    origin = models.CharField(_("kind of entry"), max_length=12, blank=True, default="")
    word = models.CharField(_("on whose word"), max_length=128, blank=True, default="")
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # outcome -> rows
    reasons = models.JSONField(default=dict)  # code -> rows
    round = models.PositiveSmallIntegerField(default=0)  # every check begins a new one
    jobs = models.JSONField(default=list)  # of what is going on
    made = models.DateTimeField(default=now, editable=False)
    committed = models.DateTimeField(null=True, blank=True)
    undone = models.DateTimeField(null=True, blank=True)
    kept_until = models.DateTimeField(default=kept_until)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("uploaded list")
        verbose_name_plural = _("uploaded lists")
        indexes = [
            models.Index(fields=["union", "-made"], name="roster_of_union"),
            models.Index(fields=["kept_until"], name="roster_kept"),
        ]

    def __str__(self) -> str:
        return f"roster {self.pk}"


class RosterPiece(models.Model):
    """A piece of the file as it was uploaded, sealed; web and worker may be on two machines."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("piece of an uploaded list")
        verbose_name_plural = _("pieces of uploaded lists")
        constraints = [models.UniqueConstraint(fields=["roster", "number"], name="one_roster_piece")]

    def __str__(self) -> str:
        return f"piece {self.number} of roster {self.roster_id}"


class RosterPart(models.Model):
    """Some thousand rows with what became of them: `content` is sealed, `marks` tells whom they are about.

    `done` is what the commit left behind, sealed: whom it entered, and what stood there before.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("checked")
        COMMITTED = "committed", _("committed")
        UNDONE = "undone", _("undone")

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="parts")
    round = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.CHECKED)
    first_row = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    bare = models.PositiveIntegerField(default=0)  # rows without any identity document
    counts = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    content = models.BinaryField()
    marks = models.BinaryField()
    done = models.BinaryField(null=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("part of an uploaded list")
        verbose_name_plural = _("parts of uploaded lists")
        constraints = [models.UniqueConstraint(fields=["roster", "round", "number"], name="one_roster_part")]

    def __str__(self) -> str:
        return f"part {self.number} of roster {self.roster_id}"


class RosterHabit(models.Model):
    """Which field a union's columns were said to hold, by their titles ("" for none): guessed so next time."""

    union = models.OneToOneField("people.Union", on_delete=models.CASCADE, related_name="roster_habit")
    fields = models.JSONField(default=dict)
    changed = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("columns of a union's lists")
        verbose_name_plural = _("columns of unions' lists")

    def __str__(self) -> str:
        return f"columns of union {self.union_id}"


class Expected(models.Model):
    """Somebody on a list of whom an application is awaited: known, at work, no member and not counted as one.

    No state of a membership says this, for there is no membership. The service of joining takes the row away.
    """

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="expected")
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    roster = models.ForeignKey(Roster, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    since = models.DateField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("awaited application")
        verbose_name_plural = _("awaited applications")
        indexes = [models.Index(fields=["union", "since"], name="expected_union")]

    def __str__(self) -> str:
        return f"application of person {self.person_id}"
