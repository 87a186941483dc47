"""The messages that time limits send: to who has it in hand before the end, up the line after it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices.kinds import Channel, Text, register_kind

NEAR = register_kind(
    "matters.limit_near",
    title=_("Something is due soon"),
    sentence=_("when a task in my hands is due soon"),
    texts={
        Channel.APP: Text(title=_("Due soon"), body=_("Matter %(number)s: “%(what)s” is due by %(day)s.")),
        Channel.WECHAT: Text(fields={"thing1": "%(what)s", "time2": "%(day)s", "character_string3": "%(number)s"}),
    },
    channels=(Channel.APP, Channel.WECHAT),
    variables=("number", "what", "day"),
)
OVER = register_kind(
    "matters.limit_over",
    title=_("Something is overdue"),
    sentence=_("when something is overdue in a union that I look after"),
    texts={
        Channel.APP: Text(
            title=_("Overdue"), body=_("Matter %(number)s of %(where)s: “%(what)s” is overdue since %(day)s.")
        ),
        Channel.WECHAT: Text(fields={"thing1": "%(what)s", "time2": "%(day)s", "thing3": "%(where)s"}),
    },
    channels=(Channel.APP, Channel.WECHAT),
    variables=("number", "what", "day", "where"),
)
