"""What members are told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices import Channel, Text, register_kind

ON_PHONE = (Channel.APP, Channel.SMS)

WELCOME = register_kind(
    "joining.welcome",
    title=_("You are a member"),
    sentence=_("when a union has taken you in"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Welcome: you are a member now"),
            body=_("%(union)s has taken you in. Your number is %(number)s. Your card is open; see what you can do."),
        ),
        Channel.SMS: Text(
            body=_("[%(union)s] You are a member now, number %(number)s. Your card and services: %(link)s")
        ),
    },
    variables=("number",),
)
ENTERED = register_kind(
    "joining.entered",
    title=_("Your request on paper was entered"),
    sentence=_("when your union enters a request about your membership that you signed on paper"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Your request on paper was entered"),
            body=_(
                "%(union)s has entered a request about your membership with its scan: see My matters. If you have "
                "not signed it, tell the union, or the one above it, at once."
            ),
        ),
        Channel.SMS: Text(
            body=_("[%(union)s] A request about your membership was entered. Not signed by you? Tell us: %(link)s")
        ),
    },
)
MOVED = register_kind(
    "joining.moved",
    title=_("Your membership has moved"),
    sentence=_("when another union has taken your membership in"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Your membership has moved"),
            body=_("%(union)s has taken your membership in. Nothing else changes: your years count on."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] Your membership is here now. See: %(link)s")),
    },
)
