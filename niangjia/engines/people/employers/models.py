from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.persons.managers import ScopedManager, ScopedMeta
from niangjia.engines.people.unions.models import Nature


class Employer(models.Model):
    """Who employs workers: an enterprise, an office, an institution, a platform."""

    name = models.CharField(_("name"), max_length=128)
    uscc = models.CharField(_("social credit code"), max_length=18, null=True, blank=True, unique=True)
    nature = models.CharField(_("nature"), max_length=3, choices=Nature, blank=True, default="")
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=4, blank=True, default="")
    region = models.CharField(_("region (GB/T 2260)"), max_length=6, blank=True, default="")
    headcount = models.PositiveIntegerField(_("workers"), null=True, blank=True)
    dispatches = models.BooleanField(_("labour dispatch agency"), default=False)

    class Meta:
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        indexes = [models.Index(fields=["name"], name="employer_name")]

    def __str__(self) -> str:
        return self.name


class Employment(models.Model):
    """Somebody works for an employer, dated. A dispatched worker has two: one with the agency, one with the user."""

    class Kind(models.TextChoices):
        DIRECT = "direct", _("employed directly")
        DISPATCHED = "dispatched", _("employed by a dispatch agency")
        USED = "used", _("dispatched to this employer")
        OUTSOURCED = "outsourced", _("with a contractor")
        PLATFORM = "platform", _("through a platform")

    # No foreign key in the database, as with what is a person's own (decision 7).
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="employments", db_constraint=False
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="employments")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DIRECT)
    title = models.CharField(_("job"), max_length=64, blank=True, default="")
    started = models.DateField(_("from"), null=True, blank=True)
    ended = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "employer"], condition=models.Q(ended__isnull=True), name="employed_once"
            ),
            models.CheckConstraint(condition=models.Q(ended__gte=models.F("started")), name="employment_days"),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} at {self.employer_id}"
