from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

if TYPE_CHECKING:
    from .layouts import Layout


class State(models.TextChoices):
    OPEN = "open", _("being filled in")
    HANDED_IN = "handed_in", _("handed in")
    REPLACED = "replaced", _("replaced by a new version")


class Return(models.Model):
    """A return of a union for a period, in a fixed layout; its figures are frozen when it is handed in.

    `layout_data` is the layout of that day; `signers` the JSON of head, checker, preparer and telephone. A correction
    is a new row with the next version.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    layout = models.CharField(_("layout of the return"), max_length=48)
    layout_data = models.JSONField(_("layout of that day"))
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(_("reporting unit"), max_length=128)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected")
    reason = SecretField(_("corrected because"), owner="uid", null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    signers = SecretField(_("head, checker, preparer, telephone"), owner="uid", null=True, blank=True)
    counted = models.DateTimeField(_("figures of"), default=now)
    begun = models.DateTimeField(default=now, editable=False)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    handed_in = models.DateTimeField(_("handed in"), null=True, blank=True)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(_("digest"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        constraints = [
            models.UniqueConstraint(fields=["union", "layout", "last", "version"], name="one_return_a_version"),
            models.UniqueConstraint(
                fields=["union", "layout", "last"], condition=models.Q(state="open"), name="one_open_return"
            ),
            models.UniqueConstraint(
                fields=["union", "layout", "last"], condition=models.Q(state="handed_in"), name="one_valid_return"
            ),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="return_days"),
        ]

    def __str__(self) -> str:
        return f"return {self.pk}"

    @property
    def check_number(self) -> str:
        """Twelve digits of the digest, for paper: two prints with the same ones say the same."""
        number = f"{int(self.digest[:16], 16) % 10**12:012d}" if self.digest else ""
        return " ".join(number[at : at + 4] for at in range(0, len(number), 4))

    @property
    def form(self) -> Layout:
        """The layout as it was when the return was begun."""
        from .layouts import layout_of

        return layout_of(self.layout_data)


class Cell(models.Model):
    """A figure of a return: what the register gave, what stands there now, and what was counted."""

    sheet = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="cells")
    code = models.CharField(max_length=24)
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    given = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    parts = models.JSONField(default=list, blank=True)  # [[union id, name, figure], …] of the unions below

    class Meta:
        verbose_name = _("figure of a return")
        verbose_name_plural = _("figures of returns")
        constraints = [models.UniqueConstraint(fields=["sheet", "code"], name="one_figure_a_code")]

    def __str__(self) -> str:
        return f"{self.code} of return {self.sheet_id}"
