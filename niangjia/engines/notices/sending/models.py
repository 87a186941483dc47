from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices.kinds import Channel
from niangjia.engines.people.persons.managers import ScopedManager, ScopedMeta
from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField


class State(models.IntegerChoices):
    """Where a message stands on its channel. "Failed" waits for another try; "given up" is the end, with a reason."""

    QUEUED = 1, _("queued")
    SENT = 2, _("sent")
    DELIVERED = 3, _("delivered")
    READ = 4, _("read")
    FAILED = 5, _("failed, tried again later")
    GIVEN_UP = 6, _("given up")


WAITING = (State.QUEUED, State.FAILED)


class Notice(models.Model):
    """What was sent at once to one or many: the kind and the variables, sealed; the words are made when shown.

    `key` is the idempotency key of whoever sent it; sending again under it adds nobody twice. `people` counts those
    addressed.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=80)
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    variables = SecretField(owner="key")
    people = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["union", "-created"], name="notice_union"),
            models.Index(fields=["created"], name="notice_created"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Message(models.Model):
    """A notice to one person on one channel. Its table is made by hand, parted by month (months.py).

    `created` is the notice's, so that a person has at most one row per notice and channel whatever month it is.
    `not_before` is set while it waits for a try, and empty when there is nothing more to do.
    """

    id = models.BigAutoField(primary_key=True)
    created = models.DateTimeField()
    notice = models.ForeignKey(Notice, on_delete=models.DO_NOTHING, db_constraint=False, related_name="messages")
    person = models.ForeignKey("people.Person", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    channel = models.SmallIntegerField(_("channel"), choices=Channel)
    state = models.SmallIntegerField(_("state"), choices=State)
    attempts = models.SmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    reason = models.CharField(max_length=24, default="")
    sent = models.DateTimeField(null=True)
    delivered = models.DateTimeField(null=True)
    read = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "person", "channel", "created"], name="notices_message_once_per_channel"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="notices_message_id"),
            models.Index(fields=["person", "created"], name="notices_message_inbox", condition=models.Q(channel=1)),
            models.Index(
                fields=["not_before"], name="notices_message_due", condition=models.Q(not_before__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Choice(models.Model):
    """What a person wants or not. Kind "" is the channel as a whole; SMS as a whole is a consent (people)."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80, blank=True, default="")
    channel = models.SmallIntegerField(choices=Channel)
    wanted = models.BooleanField()
    changed = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("choice of messages")
        verbose_name_plural = _("choices of messages")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "channel"], name="one_choice_per_kind_and_channel"),
        ]

    def __str__(self) -> str:
        return f"choice of person {self.person_id}"


class Address(models.Model):
    """Where a person is reached by e-mail or WeChat, sealed. Telephones are the register's own."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    channel = models.SmallIntegerField(choices=Channel)
    value = SecretField(owner="person_id")
    changed = models.DateTimeField(default=now)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("address for messages")
        verbose_name_plural = _("addresses for messages")
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="one_address_per_channel")]

    def __str__(self) -> str:
        return f"address of person {self.person_id}"
