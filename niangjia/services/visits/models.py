from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

PROTECT, CASCADE, SET_NULL = models.PROTECT, models.CASCADE, models.SET_NULL
USER = settings.AUTH_USER_MODEL


class Purpose(models.TextChoices):
    """The four that go down to the grassroots."""

    PUBLICITY = "publicity", _("policy explained")
    RESEARCH = "research", _("investigation")
    RECEPTION = "reception", _("workers received")
    WORK = "work", _("work on the spot")


class Visit(models.Model):
    """A visit, planned and then recorded. What was heard is sealed: it names people.

    `draft` is the mark under which the phone kept the record: sent twice, it is one record.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("visit", "planned")
        DONE = "done", pgettext_lazy("visit", "recorded")
        OFF = "off", pgettext_lazy("visit", "called off")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    purpose = models.CharField(_("what for"), max_length=12, choices=Purpose)
    day = models.DateField(_("day of the visit"))
    place = models.CharField(_("where to"), max_length=100)
    visitors = models.CharField(_("who goes"), max_length=200)
    plan = models.CharField(_("what is planned"), max_length=500, blank=True, default="")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED)
    record: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)  # JSON of said.Record
    draft = models.UUIDField(null=True, blank=True, unique=True)
    recorded = models.DateTimeField(_("recorded"), null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("visit to workers")
        verbose_name_plural = _("visits to workers")
        indexes = [models.Index(fields=["union", "-day"], name="visit_union")]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Problem(models.Model):
    """A problem in a union's register, until somebody else than who solved and who entered it strikes it off."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("problem", "open")
        SOLVED = "solved", pgettext_lazy("problem", "reported as solved")
        STRUCK = "struck", pgettext_lazy("problem", "struck off")
        PASSED = "passed", pgettext_lazy("problem", "became a matter")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=PROTECT, null=True, blank=True, related_name="problems")
    number = models.CharField(_("number of the problem"), max_length=64, unique=True)
    text: SecretField[Any, Any] = SecretField(owner="id")
    responsible = models.CharField(_("who sees to it"), max_length=128)
    held_by = models.CharField(_("leader who sees it through"), max_length=128, blank=True, default="")
    due = models.DateField(_("until when"))
    result: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    matter = models.ForeignKey("matters.Matter", on_delete=PROTECT, null=True, blank=True, related_name="+")
    entered = models.DateTimeField(_("entered"), default=now)
    entered_by = models.ForeignKey(USER, on_delete=SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    solved = models.DateTimeField(_("solved"), null=True, blank=True)
    solved_by = models.ForeignKey(USER, on_delete=SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    struck = models.DateTimeField(_("struck off"), null=True, blank=True)
    struck_by = models.ForeignKey(USER, on_delete=SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("problem of workers")
        verbose_name_plural = _("problems of workers")
        indexes = [models.Index(fields=["union", "state", "due"], name="problem_union")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(struck_by=None)
                | ~models.Q(struck_by=models.F("entered_by")) & ~models.Q(struck_by=models.F("solved_by")),
                name="problem_struck_by_another",
            )
        ]

    def __str__(self) -> str:
        return f"problem {self.number}"


class Reception(models.Model):
    """A day on which a leader receives workers; `places` is how many."""

    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    leader = models.CharField(_("leader"), max_length=128)
    starts = models.DateTimeField(_("starts at"))
    place = models.CharField(_("place of the reception"), max_length=100)
    places = models.PositiveSmallIntegerField(_("how many are received"), default=6)
    off = models.DateTimeField(_("called off at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reception day")
        verbose_name_plural = _("reception days")
        indexes = [models.Index(fields=["union", "starts"], name="reception_union")]

    def __str__(self) -> str:
        return f"reception {self.pk}"


class Appointment(models.Model):
    """A place on a reception day. What it is about is sealed."""

    class State(models.TextChoices):
        BOOKED = "booked", pgettext_lazy("appointment", "booked")
        GIVEN_UP = "given_up", pgettext_lazy("appointment", "given up")
        CAME = "came", pgettext_lazy("appointment", "received")
        MISSED = "missed", pgettext_lazy("appointment", "did not come")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reception = models.ForeignKey(Reception, on_delete=CASCADE, related_name="appointments")
    person = models.ForeignKey("people.Person", on_delete=PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("place in the row"))
    said: SecretField[Any, Any] = SecretField(owner="id")  # JSON of said.Wish
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.BOOKED)
    problem = models.OneToOneField(Problem, on_delete=SET_NULL, null=True, blank=True, related_name="+")
    made = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("appointment of a reception day")
        verbose_name_plural = _("appointments of reception days")
        constraints = [
            models.UniqueConstraint(
                fields=["reception", "person"], condition=models.Q(state="booked"), name="appointment_once"
            ),
            models.UniqueConstraint(
                fields=["reception", "number"], condition=~models.Q(state="given_up"), name="appointment_number"
            ),
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"
