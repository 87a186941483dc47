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
INCOMPLETE = register_kind(
    "joining.incomplete",
    title=_("Taken in: your record is not complete yet"),
    sentence=_("when a union has taken you in and your record lacks something"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Taken in: your record is not complete yet"),
            body=_(
                "%(union)s has taken you in. Your record still lacks something: until it is there you are not "
                "counted as a member, and your card is not open. See My matters what is missing."
            ),
        ),
        Channel.SMS: Text(body=_("[%(union)s] Taken in; your record still lacks something: %(link)s")),
    },
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
MOVE_ASKED = register_kind(
    "joining.asked",
    title=_("A transfer of your membership was asked for"),
    sentence=_("when a union asks that your membership moves"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("A transfer of your membership was asked for"),
            body=_(
                "%(union)s has asked that your membership moves there: see My matters. If you don't work there, "
                "write to your union there, or withdraw it."
            ),
        ),
        Channel.SMS: Text(body=_("[%(union)s] A transfer of your membership was asked for. See: %(link)s")),
    },
)
CHANGE_PROPOSED = register_kind(
    "joining.proposed",
    title=_("Your union proposes to change your membership"),
    sentence=_("when your union proposes that your membership rests or ends"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Your union proposes to change your membership"),
            body=_(
                "%(union)s has proposed it, and its committee decides. What and why stands under My matters: there "
                "you can write to your union before it decides."
            ),
        ),
        Channel.SMS: Text(body=_("[%(union)s] A change of your membership is proposed. See and answer: %(link)s")),
    },
)
DROPPED = register_kind(
    "joining.dropped",
    title=_("Your union has ended a matter about you"),
    sentence=_("when your union takes back what it proposed, or ends a request that lay with you"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Your union has ended a matter about you"),
            body=_("%(union)s has ended it; why stands under My matters. Nothing else changes."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] A matter about your membership was ended. See why: %(link)s")),
    },
)
CALLED_OFF = register_kind(
    "joining.called_off",
    title=_("A request about your membership is over"),
    sentence=_("when something else has ended a request about your membership"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("A request about your membership is over"),
            body=_(
                "Something else has ended it: unions were merged, or another request has overtaken it. Your "
                "membership is with %(union)s or where it was: see Me."
            ),
        ),
        Channel.SMS: Text(body=_("[%(union)s] A request about your membership is over. See: %(link)s")),
    },
)
DECIDED = register_kind(
    "joining.decided",
    title=_("Your membership was changed"),
    sentence=_("when it is decided that your membership rests or ends"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Your membership was changed"),
            body=_(
                "%(union)s has decided on your membership, from %(day)s on. What was decided, and its paper, stand "
                "under My matters. If you don't agree, write to your union, or to the one above it."
            ),
        ),
        Channel.SMS: Text(body=_("[%(union)s] Your membership was changed from %(day)s on. See: %(link)s")),
    },
    variables=("day",),
)
RECORDED = register_kind(
    "joining.recorded",
    title=_("Your membership was changed as you asked"),
    sentence=_("when what you asked for on paper about your membership is recorded"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Your membership was changed as you asked"),
            body=_(
                "%(union)s has recorded what you asked for on paper, from %(day)s on. It stands under My matters. If "
                "you have not asked for it, tell the union, or the one above it, at once."
            ),
        ),
        Channel.SMS: Text(
            body=_("[%(union)s] What you asked for on paper is recorded from %(day)s on. See: %(link)s")
        ),
    },
    variables=("day",),
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
ASLEEP = register_kind(
    "joining.asleep",
    title=_("Your membership is kept: let it live again"),
    sentence=_("when a kept membership has moved to where you work"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Your membership is kept: let it live again"),
            body=_(
                "%(union)s has your membership now, but it is kept: without dues, vote and card. If you work again, "
                "ask under Join a union that it lives again."
            ),
        ),
        Channel.SMS: Text(body=_("[%(union)s] Your membership is kept. If you work again, let it live: %(link)s")),
    },
)
