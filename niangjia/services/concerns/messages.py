"""What officers are told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices import Channel, Text, register_kind

ALERT = register_kind(
    "concerns.alert",
    title=_("Concerns of wide effect"),
    sentence=_("when a danger, or concerns of many at one employer, reach a union that I look after"),
    texts={
        Channel.APP: Text(
            title=_("Concerns of wide effect"),
            body=_("A danger, or concerns of many workers of one employer. See it at the desk under Concerns."),
        ),
    },
    channels=(Channel.APP,),
    variables=(),
)
AGAIN = register_kind(
    "concerns.again",
    title=_("Does it hold?"),
    sentence=_("when I am asked after some time whether what was solved holds"),
    texts={
        Channel.APP: Text(
            title=_("Does it hold?"),
            body=_("Your concern %(number)s was closed as solved. Tell us under My matters whether it holds."),
        ),
    },
    channels=(Channel.APP,),
    variables=("number",),
)
AGAIN_NOT = register_kind(
    "concerns.holds_not",
    title=_("A solution does not hold"),
    sentence=_("when a worker says after some time that a solution does not hold"),
    texts={
        Channel.APP: Text(
            title=_("A solution does not hold"),
            body=_("The worker says that what was done about the concern %(number)s does not hold."),
        ),
    },
    channels=(Channel.APP,),
    variables=("number",),
)
LETTER_LATE = register_kind(
    "concerns.letter_late",
    title=_("A letter was not answered"),
    sentence=_("when an employer or authority has not answered a union's letter in time"),
    texts={
        Channel.APP: Text(
            title=_("A letter was not answered"),
            body=_("The letter %(number)s was not answered in time. See it at the desk under Concerns, Letters."),
        ),
    },
    channels=(Channel.APP,),
    variables=("number",),
)
PART_ASKED = register_kind(
    "concerns.part_asked",
    title=_("Asked for a part"),
    sentence=_("when another union asks mine for its part in handling a concern"),
    texts={
        Channel.APP: Text(
            title=_("Asked for a part"),
            body=_("Another union asks for your part in a concern, until %(day)s. See the desk under Concerns."),
        ),
    },
    channels=(Channel.APP,),
    variables=("day",),
)
PART_ANSWERED = register_kind(
    "concerns.part_answered",
    title=_("A part was answered"),
    sentence=_("when a union that was asked for its part has answered"),
    texts={
        Channel.APP: Text(
            title=_("A part was answered"), body=_("A union has answered its part in the concern %(number)s.")
        ),
    },
    channels=(Channel.APP,),
    variables=("number",),
)
PRESSED = register_kind(
    "concerns.pressed",
    title=_("Reminder about a concern"),
    sentence=_("when somebody, or a union above, reminds us of a concern"),
    texts={
        Channel.APP: Text(
            title=_("Reminder about a concern"),
            body=_("You are reminded of the concern %(number)s: answer until %(day)s what was done."),
        ),
    },
    channels=(Channel.APP,),
    variables=("number", "day"),
)
HELD = register_kind(
    "concerns.held",
    title=_("You see a concern through"),
    sentence=_("when I am named as the leader who sees a concern through"),
    texts={
        Channel.APP: Text(
            title=_("You see a concern through"),
            body=_("You answer for the concern %(number)s until it is over. See the desk under Concerns."),
        ),
    },
    channels=(Channel.APP,),
    variables=("number",),
)
URGENT_SENT = register_kind(
    "concerns.urgent",
    title=_("Urgent report from below"),
    sentence=_("when a union that I look after reports something serious and urgent"),
    texts={
        Channel.APP: Text(
            title=_("Urgent report from below"),
            body=_("Something serious and urgent was reported about the concern %(number)s. See the desk."),
        ),
    },
    channels=(Channel.APP,),
    variables=("number",),
)
URGENT_LATE = register_kind(
    "concerns.urgent_late",
    title=_("A danger was not reported"),
    sentence=_("when a danger was not reported in time to the bodies that the rules name"),
    texts={
        Channel.APP: Text(
            title=_("A danger was not reported"),
            body=_(
                "The danger in the concern %(number)s was not reported in time to the bodies that the rules name."
            ),
        ),
    },
    channels=(Channel.APP,),
    variables=("number",),
)
SEALED_NEWS = register_kind(
    "concerns.sealed_news",
    title=_("News of a concern"),
    sentence=_("when there is news of a concern that I brought with a sealed name"),
    texts={
        Channel.APP: Text(
            title=_("News of a concern"),
            body=_("There is news of a concern of yours. See it under Bring a concern, with a sealed name."),
        ),
    },
    channels=(Channel.APP,),
    variables=(),
)
NAME_SEEN = register_kind(
    "concerns.name_seen",
    title=_("Your name was opened"),
    sentence=_("when an officer opens my sealed name"),
    texts={
        Channel.APP: Text(
            title=_("Your name was opened"),
            body=_("Who opened your sealed name, and why, stands under Bring a concern, with a sealed name."),
        ),
    },
    channels=(Channel.APP,),
    variables=(),
)
