from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import today
from niangjia.foundation.secrets.fields import SecretField

PROTECT = models.PROTECT


class LetterKind(models.TextChoices):
    """One letter and two documents (一函两书); the last goes to an authority when the employer does not follow."""

    HINT = "hint", _("letter of hints to the employer")
    OPINION = "opinion", _("written opinion to the employer")
    ADVICE = "advice", _("written proposal to the authority")


class Reply(models.TextChoices):
    """What came back."""

    DONE = "done", _("it was put right")
    PARTLY = "partly", _("it is put right in part, or will be")
    REFUSED = "refused", _("it was refused")


UNDONE = (Reply.PARTLY, Reply.REFUSED)  # 逾期不改正的: an answer, and another letter may follow


class Letter(models.Model):
    """A letter that was sent, and the answer to it. Its words are sealed; it never names a worker.

    `matter` is the concern that it follows from, if any: what went past a union is told of there to nobody.
    `level` is how far up it was told that no answer came: 1 here, 2 to the union above, and so on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    kind = models.CharField(_("what kind of letter"), max_length=8, choices=LetterKind)
    addressee = models.CharField(_("who gets the letter"), max_length=128)
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, null=True, blank=True, related_name="+")
    matter = models.ForeignKey("matters.Matter", on_delete=PROTECT, null=True, blank=True, related_name="+")
    follows = models.OneToOneField(
        "self", on_delete=PROTECT, null=True, blank=True, related_name="followed", verbose_name=_("letter before it")
    )
    said: SecretField[Any, Any] = SecretField(owner="id")  # JSON of said.Wrote
    paper = models.ForeignKey("papers.Paper", on_delete=PROTECT, null=True, related_name="+")
    number = models.CharField(_("number of the letter"), max_length=64, blank=True, default="")
    sent = models.DateField(_("sent on"), default=today)
    due = models.DateField(_("answer due"))
    level = models.PositiveSmallIntegerField(default=0)
    reply = models.CharField(_("what came back"), max_length=8, choices=Reply, blank=True, default="")
    answer: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)
    answered = models.DateField(_("answered on"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("letter to an employer")
        verbose_name_plural = _("letters to employers")
        indexes = [
            models.Index(fields=["union", "-sent"], name="letter_union"),
            models.Index(fields=["due"], name="letter_open", condition=models.Q(answered=None)),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    @property
    def is_late(self) -> bool:
        return self.answered is None and self.due < today()

    @property
    def may_be_followed(self) -> bool:
        """Whether its time is over without an answer, or the answer was that it is not put right, or in part."""
        return self.is_late or self.reply in UNDONE
