from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.engines.people.persons.managers import ScopedManager, ScopedMeta
from niangjia.foundation.clock import now


class Vouch(models.Model):
    """A clerk or group leader knows the person who stands there: who proves the telephone soon is let in.

    `mark` is a keyed digest of the telephone.
    """

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="vouch")
    mark = models.BinaryField(max_length=32)
    by = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    expires = models.DateTimeField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("word for a person")
        verbose_name_plural = _("words for persons")
        indexes = [models.Index(fields=["mark"], name="vouch_mark")]

    def __str__(self) -> str:
        return f"word for person {self.person_id}"


class ClaimNote(models.Model):
    """What somebody said about the record that was found, for the clerk to look at."""

    class Says(models.TextChoices):
        WRONG = "wrong", _("information is wrong")
        NOT_ME = "not_me", _("this is not me")
        OTHER_PHONE = "other_phone", _("signed in with another telephone than the register has")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="claim_notes")
    says = models.CharField(_("says"), max_length=12, choices=Says)
    made = models.DateTimeField(pgettext_lazy("note", "made on"), default=now)
    settled = models.DateTimeField(_("settled on"), null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("note about a record")
        verbose_name_plural = _("notes about records")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "says"], condition=models.Q(settled=None), name="one_open_claim_note"
            ),
        ]
        indexes = [models.Index(fields=["made"], condition=models.Q(settled=None), name="claim_note_open")]

    def __str__(self) -> str:
        return f"{self.says} of person {self.person_id}"
