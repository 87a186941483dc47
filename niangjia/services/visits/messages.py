"""What workers are told, and what those who keep the register are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices import Channel, Text, register_kind

ON_PHONE = (Channel.APP, Channel.SMS)

BOOKED = register_kind(
    "visits.booked",
    title=_("Your place on a reception day"),
    sentence=_("when a place on a reception day was booked"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Your place on a reception day"),
            body=_("%(leader)s receives you on %(when)s at %(place)s. Your number is %(number)s; bring your ID."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] You are received on %(when)s, number %(number)s. See: %(link)s")),
    },
    variables=("leader", "when", "place", "number"),
)
OFF = register_kind(
    "visits.off",
    title=_("A reception day is called off"),
    sentence=_("when a reception day on which one has a place is called off"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("A reception day is called off"),
            body=_("The reception by %(leader)s on %(when)s does not take place. Choose another day."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] The reception on %(when)s does not take place. See: %(link)s")),
    },
    variables=("leader", "when"),
)
LATE = register_kind(
    "visits.late",
    title=_("Problems are late"),
    sentence=_("on Mondays, when problems of the own register are late"),
    channels=(Channel.APP,),
    texts={
        Channel.APP: Text(
            title=_("Problems are late"),
            body=_("%(where)s has %(count)s late problems in its register: see to them, or agree on another day."),
        )
    },
    variables=("count", "where"),
)
LATE_BELOW = register_kind(
    "visits.late_below",
    title=_("Problems below are late"),
    sentence=_("on Mondays, when problems of a union below are late for more than two weeks"),
    channels=(Channel.APP,),
    texts={
        Channel.APP: Text(
            title=_("Problems below are late"),
            body=_("%(where)s has %(count)s problems that are late for more than two weeks. Ask what is in the way."),
        )
    },
    variables=("count", "where"),
)
