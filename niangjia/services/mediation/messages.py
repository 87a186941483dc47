"""What workers are told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices import Channel, Text, register_kind

SESSION = register_kind(
    "mediation.session",
    title=_("A session of your mediation"),
    sentence=_("when both sides are called to a session"),
    channels=(Channel.APP, Channel.SMS),
    texts={
        Channel.APP: Text(
            title=_("A session of your mediation"),
            body=_("Come on %(when)s to %(place)s, with your ID and what shows your claim."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] A session on %(when)s. Where and how: %(link)s")),
    },
    variables=("when", "place"),
)
OFF = register_kind(
    "mediation.off",
    title=_("A session of your mediation is called off"),
    sentence=_("when a session of a mediation is called off"),
    channels=(Channel.APP, Channel.SMS),
    texts={
        Channel.APP: Text(
            title=_("A session of your mediation is called off"),
            body=_("The session on %(when)s does not take place. You hear when there is another one."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] The session on %(when)s does not take place. See: %(link)s")),
    },
    variables=("when",),
)
NEAR = register_kind(
    "mediation.near",
    title=_("The day for arbitration comes near"),
    sentence=_("thirty and seven days before the last day for asking for arbitration"),
    channels=(Channel.APP, Channel.SMS),
    texts={
        Channel.APP: Text(
            title=_("The day for arbitration comes near"),
            body=_("Ask for arbitration by %(day)s at the latest if it is not settled by then. The union helps you."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] A time limit ends on %(day)s. See: %(link)s")),
    },
    variables=("day",),
)
