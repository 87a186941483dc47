"""What applicants are told of their matters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices import Channel, Text, register_kind

ON_PHONE = (Channel.APP, Channel.SMS)

RETURNED = register_kind(
    "matters.your_turn",
    title=_("It is your turn in a matter"),
    sentence=_("when something is asked of you in a matter of yours"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Matter %(number)s waits for you"),
            body=_("%(union)s asks you for something in the matter %(number)s. You find it under My matters."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] Your matter %(number)s waits for you. See: %(link)s")),
    },
    variables=("number",),
)
WRITTEN = register_kind(
    "matters.comment",
    title=_("Words on a matter of yours"),
    sentence=_("when the union writes to you about a matter of yours"),
    texts={
        Channel.APP: Text(
            title=_("A message about your matter %(number)s"),
            body=_("%(union)s has written to you about the matter %(number)s. You find it under My matters."),
        ),
    },
    variables=("number",),
)
ENDED = register_kind(
    "matters.ended",
    title=_("A matter of yours came to its end"),
    sentence=_("when a matter of yours has come to its end"),
    channels=ON_PHONE,
    texts={
        Channel.APP: Text(
            title=_("Your matter %(number)s came to its end"),
            body=_("%(union)s has closed the matter %(number)s. How it ended stands under My matters."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] Your matter %(number)s came to its end. See: %(link)s")),
    },
    variables=("number",),
)
