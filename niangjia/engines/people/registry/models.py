from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now

FOLDER = "exports"


class Export(models.Model):
    """A list that somebody takes out: whose ids, in their order, fixed when it was asked for, and why.

    Ids only: names and numbers are read when the file is written, within the rights of that moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person_ids = models.JSONField(default=list)
    plain = models.BooleanField(_("numbers in full"), default=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    layout = models.CharField(
        _("layout"), max_length=40, blank=True, default="", db_default=""
    )  # "": as on the screen
    made = models.DateTimeField(default=now, editable=False)
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("export of persons")
        verbose_name_plural = _("exports of persons")
        indexes = [models.Index(fields=["made"], name="export_made")]

    def __str__(self) -> str:
        return f"export {self.pk}"

    @property
    def file(self) -> Path:
        """Where the finished workbook lies, for as long as it is kept."""
        return self._path("xlsx")

    def part(self, number: int) -> Path:
        """Lines that a chunk of the job left for the workbook."""
        return self._path(f"{number}.part")

    def _path(self, ending: str) -> Path:
        return Path(settings.MEDIA_ROOT) / FOLDER / f"{self.pk}.{ending}"


class SavedView(models.Model):
    """A way of looking at the list that somebody gave a name: filters, order, columns.

    The key stands in addresses and tells nothing. `filters` has what the filters' fields take; what people type to
    find somebody is never among it. Shared, it is there for all who hold a post in `union`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    union = models.ForeignKey("people.Union", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=40)
    filters = models.JSONField(default=dict)
    sort = models.CharField(max_length=16, blank=True, default="")
    columns = models.JSONField(default=list)
    made = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name


class ListColumns(models.Model):
    """Which columns of the list an account wants to see."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    columns = models.JSONField(default=list)

    class Meta:
        verbose_name = _("chosen columns")
        verbose_name_plural = _("chosen columns")

    def __str__(self) -> str:
        return f"columns of account {self.account_id}"


class Selection(models.Model):
    """Persons whom somebody chose in the list for one purpose: their ids, fixed at that moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person_ids = models.JSONField(default=list)
    made = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("selection of persons")
        verbose_name_plural = _("selections of persons")
        indexes = [models.Index(fields=["made"], name="selection_made")]

    def __str__(self) -> str:
        return f"selection {self.pk}"
