"""An election and its sheets. Who is elected follows from the sheets that count, never from a field."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now

PROTECT, CASCADE = models.PROTECT, models.CASCADE


class Election(models.Model):
    """One election of a union: a meeting on a day, at which one or several bodies are elected together.

    `term` counts from one; `term_began` and `term_ends` are entered when the result is approved. Where it stands is
    the matter's to say.
    """

    class Occasion(models.TextChoices):
        FOUNDING = "founding", _("founding")
        RENEWAL = "renewal", _("end of a term")
        BY_ELECTION = "by_election", _("by-election")

    class Assembly(models.TextChoices):
        MEMBERS = "members", _("members' meeting")
        DELEGATES = "delegates", _("delegates' congress")

    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    occasion = models.CharField(_("occasion"), max_length=12, choices=Occasion)
    matter = models.OneToOneField("matters.Matter", on_delete=PROTECT, null=True, blank=True, related_name="+")
    assembly = models.CharField(_("who elects"), max_length=12, choices=Assembly, default=Assembly.MEMBERS)
    members = models.PositiveIntegerField(_("members when it was prepared"), default=0)
    term = models.PositiveSmallIntegerField(_("term number"))
    years = models.PositiveSmallIntegerField(_("years of the term"))
    day = models.DateField(_("day of the meeting"), null=True, blank=True)
    term_began = models.DateField(_("term began on"), null=True, blank=True)
    term_ends = models.DateField(_("term ends on"), null=True, blank=True)
    no_women = models.CharField(
        _("why no women workers' committee is elected"), max_length=200, blank=True, default=""
    )
    left_open = models.BooleanField(_("the meeting left open seats for later"), default=False)
    approved = models.DateField(_("result approved on"), null=True, blank=True)
    approval = models.CharField(_("approval paper"), max_length=64, blank=True, default="")
    # Who typed the candidates, and the heads: neither approves them.
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    headed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    made = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        indexes = [models.Index(fields=["union", "-made"], name="founding_election_union")]

    def __str__(self) -> str:
        return f"election {self.pk} of union {self.union_id}"


class Ballot(models.Model):
    """One body that is elected at a meeting: its seats and its candidates.

    `past`: of a meeting that elected nobody, or whose result was void; it stays on file and counts no more.
    """

    class Body(models.TextChoices):
        COMMITTEE = "committee", _("union committee")
        AUDIT = "audit", _("funds audit committee")
        WOMEN = "women", _("women workers' committee")
        ORGANISER = "organiser", _("organiser")

    election = models.ForeignKey(Election, on_delete=CASCADE, related_name="ballots")
    body = models.CharField(_("body"), max_length=12, choices=Body)
    seats = models.PositiveSmallIntegerField(_("seats"))
    past = models.BooleanField(_("of a meeting that does not count"), default=False)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.UniqueConstraint(fields=["election", "body"], condition=Q(past=False), name="founding_ballot_once")
        ]

    def __str__(self) -> str:
        return f"{self.body} of election {self.election_id}"


class Candidate(models.Model):
    """Somebody who stands for a body, in the order of the ballot paper. `office`: what the body elects him to be."""

    class Office(models.TextChoices):
        NONE = "", _("member")
        CHAIR = "chair", _("chair")
        VICE = "vice", _("vice chair")

    ballot = models.ForeignKey(Ballot, on_delete=CASCADE, related_name="candidates")
    person = models.ForeignKey("people.Person", on_delete=PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("place on the ballot paper"))
    office = models.CharField(_("office"), max_length=8, choices=Office, blank=True, default="")
    post = models.ForeignKey("people.Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        constraints = [models.UniqueConstraint(fields=["ballot", "person"], name="founding_candidate_once")]

    def __str__(self) -> str:
        return f"candidate {self.pk}"


class Sheet(models.Model):
    """The count of one round of a ballot. A correction adds a version; the highest of a round counts."""

    ballot = models.ForeignKey(Ballot, on_delete=CASCADE, related_name="sheets")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    seats = models.PositiveSmallIntegerField(_("seats of this round"))
    due = models.PositiveIntegerField(_("should attend"))
    present = models.PositiveIntegerField(_("present"))
    given_out = models.PositiveIntegerField(_("ballots given out"))
    returned = models.PositiveIntegerField(_("ballots returned"))
    valid = models.PositiveIntegerField(_("valid"))
    invalid = models.PositiveIntegerField(_("invalid"))
    others = models.PositiveIntegerField(_("votes for others"), default=0)
    entered = models.DateTimeField(default=now, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("counting sheet")
        verbose_name_plural = _("counting sheets")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "round", "version"], name="founding_sheet_version"),
            models.CheckConstraint(condition=Q(returned__lte=F("given_out")), name="founding_sheet_returned"),
            models.CheckConstraint(condition=Q(returned=F("valid") + F("invalid")), name="founding_sheet_sum"),
        ]

    def __str__(self) -> str:
        return f"sheet {self.ballot_id}/{self.round}/{self.version}"


class Recount(models.Model):
    """Figures that are to replace those of sheets which were approved; they count once the correction is carried out.

    `figures` by sheet: its fields, and "votes" by candidate; `offices` by candidate. Numbers alone, no words.
    """

    election = models.ForeignKey(Election, on_delete=CASCADE, related_name="recounts")
    correction = models.OneToOneField("matters.Correction", on_delete=CASCADE, related_name="+")
    figures = models.JSONField()
    offices = models.JSONField()

    class Meta:
        verbose_name = _("recount")
        verbose_name_plural = _("recounts")

    def __str__(self) -> str:
        return f"recount {self.pk}"


class SheetVotes(models.Model):
    """How many votes a candidate has on a sheet."""

    sheet = models.ForeignKey(Sheet, on_delete=CASCADE, related_name="votes")
    candidate = models.ForeignKey(Candidate, on_delete=PROTECT, related_name="+")
    votes = models.PositiveIntegerField(_("votes"))

    class Meta:
        verbose_name = _("votes of a candidate")
        verbose_name_plural = _("votes of candidates")
        constraints = [models.UniqueConstraint(fields=["sheet", "candidate"], name="founding_votes_once")]

    def __str__(self) -> str:
        return f"votes {self.pk}"
