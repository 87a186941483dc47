"""The words of a message, made when they are needed: from the kind's texts and the notice's sealed variables."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.engines.notices.kinds import Channel, UnknownKind, known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .models import Notice


@dataclass(frozen=True, repr=False)
class Rendered:
    """The words on one channel."""

    title: str
    body: str
    fields: Mapping[str, str] = field(default_factory=dict)


def rendered(notice: Notice, channel: Channel = Channel.APP) -> Rendered:
    """The words of the notice in the language of the moment. A kind that this version lacks says so."""
    try:
        text = known(notice.kind).texts[channel]
    except (UnknownKind, KeyError):
        return Rendered(_("A message of an earlier version"), "")
    values = variables_of(notice)
    fields = {name: str(words) % values for name, words in text.fields.items()}
    return Rendered(str(text.title) % values, str(text.body) % values, fields)


def variables_of(notice: Notice) -> dict[str, str]:
    """What the texts may say: the notice's own variables, the sender's name and the address of the message."""
    union = str(notice.union) if notice.union else _("the union")
    return {**json.loads(notice.variables.reveal()), "union": union, "link": link_to(notice)}


def link_to(notice: Notice) -> str:
    """Where a person reads it after signing in; it tells nothing to anybody else."""
    return f"{settings.HOUSE.public_address}{reverse('messages:message', args=[notice.pk])}"
