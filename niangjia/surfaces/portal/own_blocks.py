"""Blocks of the first page that the ground floors fill: messages, and corrections that wait for the clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.engines.notices.sending.reading import unread_count
from niangjia.engines.people.corrections.reading import asked_since
from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.faces import Block, BlockLine, Slot

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor


def messages(actor: Actor) -> Block | None:
    """How many messages wait to be read."""
    if not actor.person_id or not (count := unread_count(actor.person_id)):
        return None
    title = ngettext("%(count)s message to read", "%(count)s messages to read", count) % {"count": count}
    line = BlockLine(title, url=reverse("messages:inbox"), icon="bell")
    return Block(Slot.MESSAGES, _("Messages"), (line,), icon="bell")


def corrections(actor: Actor) -> Block | None:
    """My request for a correction that the union has not decided on yet."""
    if not actor.person_id:
        return None
    made = asked_since(actor.person_id)
    if made is None:
        return None
    since = date_format(made.astimezone(SHANGHAI), "MONTH_DAY_FORMAT")
    text = _("with the clerk of your union, since %(day)s") % {"day": since}
    line = BlockLine(_("Correction of my record"), text, url=reverse("portal:correction"), icon="pencil")
    return Block(Slot.MATTERS, _("My open matters"), (line,), icon="clipboard-list")
