from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.persons.managers import ScopedManager, ScopedMeta
from niangjia.foundation.clock import now


class State(models.TextChoices):
    """会籍: what a membership is (工会会员会籍管理办法)."""

    ACTIVE = "active", _("member")
    INCOMPLETE = "incomplete", _("incomplete: not counted yet")
    TRANSFERRING = "transferring", _("being transferred")
    RETAINED = "retained", _("membership retained")
    TRANSFERRED = "transferred", _("transferred away")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DEEMED_WITHDRAWN = "deemed_withdrawn", _("deemed to have withdrawn")
    EXPELLED = "expelled", _("expelled")
    DECEASED = "deceased", _("deceased")
    REVOKED = "revoked", _("entered by mistake")


# A person has at most one of these at a time; only `ACTIVE` and `TRANSFERRING` count as members.
LIVING = (State.ACTIVE, State.INCOMPLETE, State.TRANSFERRING, State.RETAINED)
COUNTED = (State.ACTIVE, State.TRANSFERRING)


class Membership(models.Model):
    """A person belongs to a union, from one day to another."""

    class Origin(models.TextChoices):
        """How it came about: a list is not an application."""

        APPLICATION = "application", _("joined by application")
        RECORDED = "recorded", _("recorded later")
        TRANSFER = "transfer", _("transferred")

    # No foreign key in the database, as with what is a person's own (decision 7).
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="memberships", db_constraint=False
    )
    # `membership_union_state` begins with it.
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="memberships", db_index=False)
    state = models.CharField(_("state"), max_length=16, choices=State)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin)
    origin_note = models.CharField(_("on whose word"), max_length=128, blank=True, default="")
    number = models.CharField(_("membership number"), max_length=32, blank=True, default="")
    joined = models.DateField(_("joined on"), null=True, blank=True)  # the union of all unions: kept when moving
    started = models.DateField(_("here from"))
    ended = models.DateField(_("here until"), null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state__in=LIVING), name="one_living_membership"
            ),
            models.CheckConstraint(condition=models.Q(ended__gte=models.F("started")), name="membership_days"),
        ]
        indexes = [models.Index(fields=["union", "state"], name="membership_union_state")]

    def __str__(self) -> str:
        return f"membership of person {self.person_id}"


class MembershipChange(models.Model):
    """One step in a membership's life: what it became, on which day, why, entered when. Never changed."""

    append_only = True

    # Nor here: memberships are never deleted.
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="changes", db_constraint=False)
    state = models.CharField(_("became"), max_length=16, choices=State)
    day = models.DateField(_("on"))
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    entered = models.DateTimeField(_("entered on"), default=now, editable=False)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("change of a membership")
        verbose_name_plural = _("changes of memberships")

    def __str__(self) -> str:
        return f"{self.state} on {self.day}"
