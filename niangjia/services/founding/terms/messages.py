"""What officers of unions are told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices import Channel, Text, register_kind

TOLD = ("name", "what", "day")

RUNS_OUT = register_kind(
    "founding.runs_out",
    title=_("Something of your union runs out"),
    sentence=_("when the term or the certificate of your union runs out"),
    channels=(Channel.APP, Channel.SMS),
    texts={
        Channel.APP: Text(
            title=_("%(what)s of your union runs out"),
            body=_("%(name)s: %(what)s runs out on %(day)s. Prepare the election or the change in time."),
        ),
        Channel.SMS: Text(body=_("[%(name)s] %(what)s runs out on %(day)s. See: %(link)s")),
    },
    variables=TOLD,
)
RUNS_OUT_BELOW = register_kind(
    "founding.runs_out_below",
    title=_("Something of a union below runs out"),
    sentence=_("when the term or the certificate of a union below yours runs out"),
    channels=(Channel.APP,),
    texts={
        Channel.APP: Text(
            title=_("%(what)s of a union below runs out"),
            body=_("%(name)s: %(what)s runs out on %(day)s. The list of terms shows all that are due."),
        )
    },
    variables=TOLD,
)
ANSWERED = register_kind(
    "founding.answered",
    title=_("The union above has answered"),
    sentence=_("when the union above has answered a request of your union"),
    channels=(Channel.APP,),
    texts={
        Channel.APP: Text(
            title=_("The union above has answered"),
            body=_("%(name)s: %(what)s. The answer is on file with the matter %(number)s."),
        )
    },
    variables=("name", "what", "number"),
)
