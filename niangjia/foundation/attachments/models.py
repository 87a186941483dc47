from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

from .about import About
from .kinds import FileKind


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def about(self, about: About) -> AttachmentQuerySet:
        """What belongs to it and was not taken away, in the order in which it came."""
        return self.filter(about_type=about.type, about_id=about.id, removed=None).order_by("added", "pk")


class Attachment(models.Model):
    """A file that belongs to something. Its content is a file of the house under this id; `slot` says what it is for
    ("scan", "proof"). What was taken away stands here with its day; its content goes some weeks later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about_type = models.CharField(max_length=40)
    about_id = models.CharField(max_length=36)
    slot = models.CharField(max_length=24, blank=True, default="")
    name: SecretField[Any, Any] = SecretField(owner="pk")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in FileKind])
    size = models.PositiveIntegerField()
    sealed = models.BooleanField(default=False)
    key = models.PositiveSmallIntegerField(null=True, editable=False)  # the id of the key that seals the content
    has_preview = models.BooleanField(default=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added = models.DateTimeField(_("added"), default=now, editable=False)
    removed = models.DateTimeField(_("taken away"), null=True, blank=True)
    gone = models.BooleanField(default=False)  # its content, too

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [
            models.Index(fields=["about_type", "about_id", "added"], name="attachment_about"),
            models.Index(fields=["removed"], condition=models.Q(removed__isnull=False, gone=False),
                         name="attachment_to_sweep"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"attachment {self.pk}"

    @property
    def about(self) -> About:
        return About(self.about_type, self.about_id)

    @property
    def file_kind(self) -> FileKind:
        return FileKind(self.kind)
