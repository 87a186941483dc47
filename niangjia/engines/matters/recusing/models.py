from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.engines.matters.core.models import Matter


class KeptOut(models.Model):
    """A person who neither sees the matter nor acts in it, as a colleague; why is not said here.

    The applicant who has a post as well still sees the own matter, in the portal.
    """

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("who keeps out of a matter")
        verbose_name_plural = _("who keep out of matters")
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="kept_out_once")]

    def __str__(self) -> str:
        return f"kept out {self.pk}"


def kept_out_of(matter: Matter) -> set[int]:
    """The persons who keep out of it; no query where there is nobody."""
    if not matter.recuses:
        return set()
    return set(KeptOut.objects.filter(matter=matter.pk).values_list("person", flat=True))


def matters_without(persons: Iterable[int]) -> models.QuerySet[KeptOut, Any]:
    """The ids of the matters out of which one of these persons keeps, as a subquery."""
    return KeptOut.objects.filter(person__in=list(persons)).order_by().values("matter")
