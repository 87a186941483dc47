from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.reach import Reach

if TYPE_CHECKING:
    from datetime import date


class Level(models.TextChoices):
    """Where in the country's order a union stands (工会法 arts 10-12)."""

    NATION = "0", _("national federation")
    PROVINCE = "1", _("provincial federation")
    CITY = "2", _("city federation")
    COUNTY = "3", _("county or district federation")
    TOWNSHIP = "4", _("township or subdistrict union")
    BASE = "5", _("base union")
    BRANCH = "6", _("branch union")
    GROUP = "7", _("union group")


class Kind(models.TextChoices):
    FEDERATION = "federation", _("federation")
    INDUSTRIAL = "industrial", _("industrial union")
    AREA = "area", _("area or trade federation")
    INDEPENDENT = "independent", _("independent base union")
    JOINT = "joint", _("joint base union")
    NEW_FORM = "new_form", _("base union of new-form workers")
    BRANCH = "branch", _("branch union")
    GROUP = "group", _("union group")


class Nature(models.TextChoices):
    """What kind of employer it is a union of (codes of a city's union form, 2015)."""

    STATE = "110", _("state-owned")
    COLLECTIVE = "120", _("collectively owned")
    STOCK = "160", _("joint-stock")
    PRIVATE = "170", _("private")
    TAIWAN_HK_MACAU = "200", _("invested from Hong Kong, Macau or Taiwan")
    FOREIGN = "300", _("foreign-invested")
    INSTITUTION = "400", _("public institution")
    OFFICE = "500", _("public office")
    SOLE = "600", _("sole proprietor")
    CIVIL = "700", _("private non-enterprise unit")


class State(models.TextChoices):
    PREPARING = "preparing", _("being founded")
    ACTIVE = "active", _("at work")
    MERGED = "merged", _("merged into another")
    DISSOLVED = "dissolved", _("dissolved")


class UnionQuerySet(models.QuerySet["Union"]):
    def within(self, reach: Reach) -> UnionQuerySet:
        """The unions at the places of a reach."""
        places = models.Q(pk__in=())
        for start, end in reach.ranges:
            places |= models.Q(place__gte=start, place__lt=end)
        return self.filter(places)


class Union(models.Model):
    """A node of the tree, from the federation down to the group.

    `place` is its preorder number and `place_end` the first number behind its subtree, so that a subtree is one
    range; the actions that change the tree number it anew.
    """

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    place = models.IntegerField(_("place in the tree"))
    place_end = models.IntegerField()
    depth = models.PositiveSmallIntegerField()
    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=128)
    short_name = models.CharField(_("short name"), max_length=32, blank=True, default="")
    level = models.CharField(_("level"), max_length=1, choices=Level)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.ACTIVE)
    # Its own code (81… base unions, 89… others), never its employer's (91…).
    uscc = models.CharField(_("social credit code"), max_length=18, null=True, blank=True, unique=True)
    certificate = models.CharField(_("legal-person certificate"), max_length=32, blank=True, default="")
    certificate_expires = models.DateField(_("certificate valid until"), null=True, blank=True)
    nature = models.CharField(_("nature of the employer"), max_length=3, choices=Nature, blank=True, default="")
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=4, blank=True, default="")
    region = models.CharField(_("region (GB/T 2260)"), max_length=6, blank=True, default="")
    founded = models.DateField(_("founded on"), null=True, blank=True)
    term = models.PositiveSmallIntegerField(_("term number"), null=True, blank=True)
    term_started = models.DateField(_("term began on"), null=True, blank=True)
    election_due = models.DateField(_("election due on"), null=True, blank=True)
    approval_paper = models.CharField(_("approval paper"), max_length=64, blank=True, default="")
    headcount = models.PositiveIntegerField(_("workers, as the employer says"), null=True, blank=True)
    phone = models.CharField(_("office telephone"), max_length=32, blank=True, default="")
    address = models.CharField(_("office address"), max_length=128, blank=True, default="")

    objects = UnionQuerySet.as_manager()

    class Meta:
        verbose_name = _("union")
        verbose_name_plural = _("unions")
        indexes = [
            models.Index(fields=["election_due"], name="union_election_due"),
            models.Index(fields=["certificate_expires"], name="union_certificate_expires"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(place_end__gt=models.F("place")), name="union_place_order"),
            # Deferred: numbering anew passes through doubles.
            models.UniqueConstraint(fields=["place"], name="union_place_once", deferrable=models.Deferrable.DEFERRED),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def subtree(self) -> Reach:
        """The union and everything below it."""
        return Reach(((self.place, self.place_end),))

    @property
    def itself(self) -> Reach:
        """The union alone."""
        return Reach(((self.place, self.place + 1),))


class UnionVersion(models.Model):
    """What a union was called and where it stood from one day to another; the last has no end."""

    class Reason(models.TextChoices):
        FOUNDED = "founded", _("founded")
        RECORDED = "recorded", _("entered into the register")
        RENAMED = "renamed", _("renamed")
        MOVED = "moved", _("moved")
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split off")
        DISSOLVED = "dissolved", _("dissolved")

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    parent = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=128)
    level = models.CharField(_("level"), max_length=1, choices=Level)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    state = models.CharField(_("state"), max_length=16, choices=State)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason)
    paper = models.CharField(_("paper"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("version of a union")
        verbose_name_plural = _("versions of unions")
        constraints = [
            models.UniqueConstraint(fields=["union", "valid_from"], name="union_version_once_a_day"),
            models.UniqueConstraint(
                fields=["union"], condition=models.Q(valid_to__isnull=True), name="union_version_last_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="union_version_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class SecondaryTie(models.Model):
    """A second line of leadership (place and industry or group), dated. It gives counts only, unless it says more."""

    class Shares(models.TextChoices):
        COUNTS = "counts", _("totals only")
        RECORDS = "records", _("totals and records")

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="ties")
    upper = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="tied")
    shares = models.CharField(_("shares"), max_length=8, choices=Shares, default=Shares.COUNTS)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    paper = models.CharField(_("paper"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("secondary tie")
        verbose_name_plural = _("secondary ties")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "upper"], condition=models.Q(valid_to__isnull=True), name="one_living_tie"
            ),
            models.CheckConstraint(condition=models.Q(valid_to__gte=models.F("valid_from")), name="tie_days"),
        ]

    def __str__(self) -> str:
        return f"{self.union_id} → {self.upper_id}"


class Coverage(models.Model):
    """A union covers an employer: one may cover many, an employer may have several."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="coverages")
    employer = models.ForeignKey("people.Employer", on_delete=models.PROTECT, related_name="coverages")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("covered employer")
        verbose_name_plural = _("covered employers")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "employer"], condition=models.Q(valid_to__isnull=True), name="covered_once"
            ),
            models.CheckConstraint(condition=models.Q(valid_to__gte=models.F("valid_from")), name="coverage_days"),
        ]

    def __str__(self) -> str:
        return f"{self.union_id}: {self.employer_id}"
