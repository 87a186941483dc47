from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now


class OutsideIdentity(models.Model):
    """An account is known to an outside sign-in. Kept is a keyed digest of its name there, no more."""

    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="outside")
    provider = models.CharField(max_length=40)
    mark = models.BinaryField(max_length=32, unique=True)
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("outside sign-in")
        verbose_name_plural = _("outside sign-ins")
        constraints = [models.UniqueConstraint(fields=["account", "provider"], name="one_outside_each")]

    def __str__(self) -> str:
        return f"{self.provider} of account {self.account_id}"
