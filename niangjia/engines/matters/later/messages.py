from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices.kinds import Channel, Text, register_kind

CHANGED = register_kind(
    "matters.corrected",
    title=_("A decision was corrected"),
    sentence=_("when a finished matter of mine is corrected or revoked"),
    texts={
        Channel.APP: Text(
            title=_("A decision was corrected"),
            body=_("What was decided in your matter %(number)s was corrected. Open it to see how."),
        ),
        Channel.SMS: Text(body=_("[%(union)s] A decision in your matter was corrected. Read it: %(link)s")),
    },
    channels=(Channel.APP, Channel.SMS),
    variables=("number",),
    personal=("number",),
    legal=True,
)
