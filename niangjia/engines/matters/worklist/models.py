from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now


class TaskView(models.Model):
    """A way of looking at the worklist that somebody gave a name; `asked` is what asking.Asked keeps of it.

    With a union it is that one's: whoever has a post there sees it, and finds in it what they may see themselves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    union = models.ForeignKey("people.Union", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=20)
    asked = models.JSONField(default=dict)
    made = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("saved view of tasks")
        verbose_name_plural = _("saved views of tasks")
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="task_view_own_name", condition=Q(union=None)),
            models.UniqueConstraint(fields=["union", "name"], name="task_view_shared_name"),
        ]

    def __str__(self) -> str:
        return self.name
