"""What those who work for a union are told of circulars."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices.kinds import Channel, Text, register_kind

ARRIVED = register_kind(
    "notices.circular",
    title=_("Circulars from the union above"),
    sentence=_("when the union above sends something to a union for which you work"),
    channels=(Channel.APP,),
    texts={
        Channel.APP: Text(
            title=_("A circular has come: %(title)s"),
            body=_("%(union)s has sent a circular. Confirm its receipt at the desk, under Circulars."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] A circular has come: %(title)s. Confirm its receipt at the desk.")),
    },
    variables=("title",),
)
