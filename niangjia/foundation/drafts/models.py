from __future__ import annotations

from typing import Any

from django.db import models

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField


class Draft(models.Model):
    """What an account has typed into one form and not sent. `fields` is JSON: name of the field -> list of texts."""

    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=80)
    fields: SecretField[Any, Any] = SecretField(owner="account_id")
    saved = models.DateTimeField(default=now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "form"], name="draft_once_per_form")]

    def __str__(self) -> str:
        return f"draft {self.pk}"
