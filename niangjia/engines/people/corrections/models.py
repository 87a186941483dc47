from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.persons.managers import ScopedManager, ScopedMeta
from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField


class Correction(models.Model):
    """What a person says is wrong in the own record, and what became of that.

    `asked` is the JSON of the new values by field, `evidence` what the person says of them, `file` a picture or PDF
    as base64: all sealed. They are emptied once it is decided; what was changed is in the record, and that it was, in
    the journal. `fields` names the fields, parted by commas.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waiting for the clerk")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("taken back")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="corrections")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    fields = models.CharField(_("fields"), max_length=200)
    asked = SecretField(_("new values"), owner="person_id", null=True, blank=True)
    evidence = SecretField(_("evidence"), owner="person_id", null=True, blank=True)
    file = SecretField(_("paper"), owner="person_id", null=True, blank=True)
    file_kind = models.CharField(_("kind of paper"), max_length=20, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    made = models.DateTimeField(default=now, editable=False)
    decided = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("correction asked for")
        verbose_name_plural = _("corrections asked for")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state="open"), name="one_open_correction_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"correction of person {self.person_id}"

    @property
    def names(self) -> list[str]:
        """The names of the fields."""
        return [name for name in self.fields.split(", ") if name]
