"""The rows of the journal. Their tables are made by hand in the first migration: parted by month, see `months`."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from .codes import said

if TYPE_CHECKING:
    from .subjects import Subject


# Most entries can be the persons of a list or an export; they are found by their subject only.
WHOLE = models.Q(part_of__isnull=True)
OF_UNION = models.Q(union_id__isnull=False)
BY_ACCOUNT = models.Q(account_id__isnull=False)


class Entries(models.QuerySet["Entry"]):
    """Entries that are asked for by what the indexes know."""

    def about(self, *subjects: Subject) -> Entries:
        wanted = (models.Q(subject_type=subject.type, subject_id=subject.key) for subject in subjects)
        return self.filter(reduce(or_, wanted))

    def whole(self) -> Entries:
        """Without the persons of lists and exports; needed to find entries by time, union or account."""
        return self.filter(WHOLE)


class Entry(models.Model):
    """Something that was done, or a look at personal data. Made by `writing` only; nobody changes it.

    `position` is the place of its transaction in the order of transactions: the sealing works by it.
    """

    append_only = True

    class Actor(models.IntegerChoices):
        VISITOR = 1, _("a visitor")
        ACCOUNT = 2, _("somebody with an account")
        PLATFORM = 3, _("the platform")

    id = models.BigAutoField(primary_key=True)
    position = models.BigIntegerField(editable=False)
    time = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    union_id = models.BigIntegerField(null=True)
    part_of = models.BigIntegerField(null=True)
    actor = models.SmallIntegerField(choices=Actor, null=True)
    code = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=36)
    request_id = models.CharField(max_length=16, null=True)  # noqa: DJ001 - NULL takes no room
    data = models.JSONField(null=True)

    objects = Entries.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [
            models.Index("position", "id", name="journal_entry_order"),
            models.Index("time", "id", name="journal_entry_time", condition=WHOLE),
            models.Index("subject_type", "subject_id", "time", name="journal_entry_subject"),
            models.Index("union_id", "time", name="journal_entry_union", condition=WHOLE & OF_UNION),
            models.Index("account_id", "time", name="journal_entry_account", condition=WHOLE & BY_ACCOUNT),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject_type} {self.subject_id}"

    @property
    def sentence(self) -> str:
        """What happened, for people."""
        return said(self.code, self.data)

    @property
    def anonymous(self) -> bool:
        """Whether it was made with a receipt only; its time is then the beginning of its day."""
        return self.actor is None


class Seal(models.Model):
    """A link of the chain, see `sealing`: its signed text, and the digests that the text vouches for."""

    append_only = True

    number = models.BigIntegerField(primary_key=True)
    body = models.TextField()
    signature = models.BinaryField()
    leaves = models.BinaryField()
    closes = models.BigIntegerField(null=True)  # the seal whose entries retention removed

    class Meta:
        verbose_name = _("journal seal")
        verbose_name_plural = _("journal seals")
        indexes = [
            models.Index("closes", name="journal_seal_closes", condition=models.Q(closes__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"
