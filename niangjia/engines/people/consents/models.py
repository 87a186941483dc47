from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.engines.people.persons.managers import ScopedManager, ScopedMeta
from niangjia.foundation.clock import now


class Consent(models.Model):
    """A person agreed to a purpose, from `given` until `withdrawn`. A row is kept as proof after it was withdrawn."""

    class Way(models.TextChoices):
        ONLINE = "online", _("on the platform")
        PAPER = "paper", _("on paper")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version of the text"))
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    way = models.CharField(_("way"), max_length=8, choices=Way, default=Way.ONLINE)
    given = models.DateTimeField(_("given"), default=now)
    withdrawn = models.DateTimeField(pgettext_lazy("consent", "withdrawn"), null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=models.Q(withdrawn=None), name="consent_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of person {self.person_id}"
