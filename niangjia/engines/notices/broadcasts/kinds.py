"""The two kinds of messages to many: news of a union, and notices that the law demands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices.kinds import Channel, Text, register_kind

if TYPE_CHECKING:
    from .models import Broadcast

TEXTS = {
    Channel.APP: Text(title="%(title)s", body="%(body)s"),
    Channel.SMS: Text(body=_("[%(union)s] %(title)s. Read it: %(link)s")),
    Channel.WECHAT: Text(fields={"thing1": "%(title)s", "thing2": "%(union)s"}),
    Channel.EMAIL: Text(title="%(title)s", body=_("%(union)s has written to you. Read it here: %(link)s")),
}
NEWS = register_kind(
    "notices.news",
    title=_("News from my union"),
    sentence=_("when a union writes to its people"),
    texts=TEXTS,
    channels=tuple(TEXTS),
    variables=("title", "body"),
)
LEGAL_NOTICE = register_kind(
    "notices.legal_notice",
    title=_("Notices that the law demands"),
    sentence=_("such as the call to a congress or a public notice"),
    texts=TEXTS,
    channels=tuple(TEXTS),
    variables=("title", "body"),
    legal=True,
)


def kind_of(broadcast: Broadcast) -> str:
    """The kind of message that it is."""
    return LEGAL_NOTICE if broadcast.legal else NEWS


def channels_of(broadcast: Broadcast) -> tuple[Channel, ...]:
    """The channels by which it goes: SMS only where the writer wants to pay for it."""
    return tuple(channel for channel in TEXTS if channel is not Channel.SMS or broadcast.by_sms)
