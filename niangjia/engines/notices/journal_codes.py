"""What this engine writes into the journal: ids and numbers, never whom or what was written."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

from .kinds import Channel, UnknownKind, known


def _channel(value: str) -> str:
    return str(Channel[value.upper()].label)


def _kind(value: str) -> str:
    """How a kind is called; one that nobody registers any more by its key."""
    if value == "*":
        return gettext("all kinds")
    try:
        return str(known(value).title)
    except UnknownKind:
        return value


def _wanted(value: bool) -> str:
    return gettext("yes") if value else gettext("no")


CHANNEL = {"channel": _channel}

WRITTEN = register_code("notices.broadcast.written", sentence=_("Wrote a message to many"))
CHANGED = register_code("notices.broadcast.changed", sentence=_("Changed a message to many before it went out"))
PROPOSED = register_code(
    "notices.broadcast.proposed", sentence=_("Asked a second person to confirm a message to %(count)s people")
)
CONFIRMED = register_code(
    "notices.broadcast.confirmed", sentence=_("Confirmed, as the second person, a message to %(count)s people")
)
RELEASED = register_code("notices.broadcast.released", sentence=_("Let a message to %(count)s people go out"))
WITHDRAWN = register_code("notices.broadcast.withdrawn", sentence=_("Withdrew a message before it went out"))
RESUMED = register_code("notices.broadcast.resumed", sentence=_("Let the rest of a message to many go out"))
AUDIENCE_SAVED = register_code("notices.audience.saved", sentence=_("Kept a choice of people under a name"))
CIRCULAR_SENT = register_code("notices.circular.sent", sentence=_("Sent a circular to %(count)s unions below"))
CIRCULAR_PASSED = register_code("notices.circular.passed_on", sentence=_("Passed a circular on to %(count)s unions"))
RECEIVED = register_code("notices.circular.received", sentence=_("Confirmed receipt of a circular"))
REPLIED = register_code("notices.circular.replied", sentence=_("Replied to a circular"))
GROUP_ADDED = register_code("notices.group.added", sentence=_("Entered a WeChat group"))
GROUP_CHANGED = register_code("notices.group.changed", sentence=_("Changed the entry of a WeChat group"))
CHOICE = register_code(
    "notices.choice.made",
    sentence=_("Chose for messages of the kind %(kind)s by %(channel)s: %(wanted)s"),
    words={**CHANNEL, "kind": _kind, "wanted": _wanted},
)
ADDRESS_KEPT = register_code(
    "notices.address.kept", sentence=_("Gave an address for messages by %(channel)s"), words=CHANNEL
)
ADDRESS_REMOVED = register_code(
    "notices.address.removed", sentence=_("Took the address for %(channel)s away"), words=CHANNEL
)
