from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField


class AccountPhone(models.Model):
    """The telephone by which somebody signs in. Several accounts may have one: families, and numbers given anew.

    `mark` is a keyed digest of the number, for finding.
    """

    account = models.OneToOneField("access.Account", on_delete=models.CASCADE, related_name="phone")
    number: SecretField[Any, Any] = SecretField(owner="account_id")
    mark = models.BinaryField(max_length=32)
    proven = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("telephone of an account")
        verbose_name_plural = _("telephones of accounts")
        indexes = [models.Index(fields=["mark"], name="account_phone_mark")]

    def __str__(self) -> str:
        return f"telephone of account {self.account_id}"


class PhoneCode(models.Model):
    """A code that was sent. Of the code only a keyed digest is kept; the number is sealed. Gone after a day.

    `ended`: it was used, given up for a newer one, or guessed at too often. `proven`: when it was entered rightly.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number: SecretField[Any, Any] = SecretField(owner="id")
    mark = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)
    made = models.DateTimeField(default=now, db_index=True)
    expires = models.DateTimeField()
    misses = models.PositiveSmallIntegerField(default=0)
    ended = models.DateTimeField(null=True)
    proven = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("code sent to a telephone")
        verbose_name_plural = _("codes sent to telephones")
        indexes = [models.Index(fields=["mark", "ended"], name="phone_code_mark")]

    def __str__(self) -> str:
        return f"code {self.pk}"
