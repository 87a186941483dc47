from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import WithAnnotations

    from niangjia.foundation.access.reach import Reach


class Role(models.TextChoices):
    """What one can be in a union (practice.md, point 14)."""

    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice chair")
    COMMITTEE = "committee", _("committee member")
    OFFICER = "officer", _("union officer")
    CLERK = "clerk", _("union clerk")
    ORGANISER = "organiser", _("organiser")
    WOMEN_CHAIR = "women_chair", _("chair of the women workers' committee")
    AUDIT_CHAIR = "audit_chair", _("chair of the funds audit committee")
    AUDITOR = "auditor", _("member of the funds audit committee")
    ACCOUNTANT = "accountant", _("accountant")
    CASHIER = "cashier", _("cashier")
    LAW_SUPERVISOR = "law_supervisor", _("labour law supervisor")
    SAFETY_INSPECTOR = "safety_inspector", _("labour safety inspector")
    MEDIATOR = "mediator", _("mediator")
    BARGAINING_ADVISER = "bargaining_adviser", _("collective bargaining adviser")
    MUTUAL_AID_AGENT = "mutual_aid_agent", _("mutual-aid agent")
    CORRESPONDENT = "correspondent", _("correspondent")
    INFORMATION = "information", _("information administrator")
    GROUP_LEADER = "group_leader", _("group leader")


DAY = timedelta(days=1)


class Holder(TypedDict):
    """What `with_holders` adds to a post."""

    holder: str


class PostQuerySet(models.QuerySet["Post"]):
    def living(self, day: date) -> PostQuerySet:
        """The posts that are held on a day; the last day of a post is one of them."""
        return self.lasting(day).filter(started__lte=day)

    def lasting(self, day: date) -> PostQuerySet:
        """The posts that are held on a day or will be later."""
        return self.exclude(ends__lt=day).exclude(ends__lt=models.F("started"))

    def with_holders(self) -> models.QuerySet[WithAnnotations[Post, Holder]]:
        """With `holder`, the name of who holds the post, also of persons outside the scope.

        Ask for it in place of `select_related("person")`, which leaves such posts out.
        """
        holder = models.Func("pk", function="people_holder_of", output_field=models.CharField())
        return cast("models.QuerySet[WithAnnotations[Post, Holder]]", self.annotate(holder=holder))


class Post(models.Model):
    """A person holds a role in a union for a time; rights follow from it and end with it.

    Who holds a post is public within the union, so posts need no scope.
    """

    class Obtained(models.TextChoices):
        ELECTED = "elected", _("elected")
        APPOINTED = "appointed", _("appointed")
        HIRED = "hired", _("hired")

    class Time(models.TextChoices):
        FULL = "full", _("full time")
        PART = "part", _("part time")
        SECONDED = "seconded", _("seconded")

    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="posts")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(_("role"), max_length=24, choices=Role)
    obtained = models.CharField(_("obtained"), max_length=12, choices=Obtained, default=Obtained.APPOINTED)
    time = models.CharField(_("time"), max_length=12, choices=Time, default=Time.PART)
    whole_subtree = models.BooleanField(_("also for the unions below"), default=True)
    term = models.PositiveSmallIntegerField(_("term number"), null=True, blank=True)
    started = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True, help_text=_("the last day of the post"))
    paper = models.CharField(_("approval paper"), max_length=64, blank=True, default="")
    created = models.DateTimeField(default=now, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [
            models.Index(fields=["person", "ends"], name="post_person"),
            models.Index(fields=["union", "role"], name="post_union"),
            models.Index(fields=["ends"], name="post_ends"),
        ]
        constraints = [
            # One that was never held ends on the day before it begins, see was_revoked.
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("started") - DAY), name="post_days"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of union {self.union_id}"

    @property
    def reach(self) -> Reach:
        """Where its rights hold: the union, and those below if the post says so."""
        return self.union.subtree if self.whole_subtree else self.union.itself

    @property
    def was_revoked(self) -> bool:
        """Whether it was entered by mistake and never held: it ends before it began."""
        return self.ends is not None and self.ends < self.started


class Deputy(models.Model):
    """Somebody stands in for the holder of a post during an absence."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="deputies")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="deputising")
    started = models.DateField(_("from"))
    ends = models.DateField(_("until"))

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("started")), name="deputy_days"),
        ]

    def __str__(self) -> str:
        return f"deputy for post {self.post_id}"
