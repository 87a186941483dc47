"""What the place itself has set. Nothing here is changed afterwards: rows are added, the latest counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now

from .showing import shown
from .units import Unit, Value, parse

if TYPE_CHECKING:
    from collections.abc import Sequence


class Entry(models.Model):
    """What every row here says of itself: by whom (None is the platform) and when. The app's role only adds rows."""

    append_only = True

    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True


class SettingQuerySet(models.QuerySet["Setting"]):
    def live(self) -> SettingQuerySet:
        """Those that nobody took back."""
        return self.filter(withdrawal=None)

    def of(self, unions: Sequence[int]) -> SettingQuerySet:
        """The city's own and those of these unions."""
        return self.filter(models.Q(union=None) | models.Q(union__in=unions))


class Setting(Entry):
    """A figure that the city (union None) or a union has set for itself and all unions below it.

    Without `valid_to` it holds until the next one of the same parameter and union begins.
    """

    key = models.CharField(max_length=64)
    value = models.CharField(max_length=32)
    unit = models.CharField(max_length=8, choices=Unit)
    union = models.BigIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300)

    objects: ClassVar[SettingQuerySet] = SettingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("own figure")
        verbose_name_plural = _("own figures")
        indexes = [models.Index("key", "union", name="settings_of_parameter")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="setting_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} {self.unit} ({self.valid_from})"

    @property
    def typed(self) -> Value:
        return parse(self.value, Unit(self.unit))

    @property
    def text(self) -> str:
        return shown(self.typed, Unit(self.unit))


class Withdrawal(Entry):
    """Takes a setting back, as if it had never been made; with the reason."""

    setting = models.OneToOneField(Setting, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("withdrawal of an own figure")
        verbose_name_plural = _("withdrawals of own figures")

    def __str__(self) -> str:
        return f"withdrawal of {self.setting}"


class OwnDay(Entry):
    """A day of the city's own calendar; of several rows for a day the latest counts.

    `is_workday` is None where the day goes back to what the state says of it.
    """

    day = models.DateField(db_index=True)
    is_workday = models.BooleanField(null=True)
    name = models.CharField(max_length=64, blank=True, default="")
    basis = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("day of the city's calendar")
        verbose_name_plural = _("days of the city's calendar")

    def __str__(self) -> str:
        return f"{self.day}: {self.is_workday}"


class OwnYear(Entry):
    """Says that the days of a year that the library does not know have all been entered; the latest row counts."""

    year = models.PositiveSmallIntegerField(db_index=True)
    complete = models.BooleanField(default=True)
    basis = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("year of the city's calendar")
        verbose_name_plural = _("years of the city's calendar")

    def __str__(self) -> str:
        return f"{self.year}: {self.complete}"
