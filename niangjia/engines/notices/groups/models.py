from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.foundation.clock import now


class WeChatGroup(models.Model):
    """A group at WeChat that a union keeps: what it is called, who owns it, how large it is, where its code is."""

    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the group"), max_length=60)
    owner = models.CharField(_("group owner"), max_length=30)
    size = models.PositiveIntegerField(_("people in it"))
    note = models.CharField(_("note on the QR code"), max_length=120, blank=True, default="")
    closed = models.BooleanField(pgettext_lazy("group", "dissolved"), default=False)
    changed = models.DateTimeField(_("as of"), default=now)

    class Meta:
        verbose_name = _("WeChat group")
        verbose_name_plural = _("WeChat groups")
        indexes = [models.Index(fields=["union", "closed"], name="wechat_group_union")]

    def __str__(self) -> str:
        return self.name
