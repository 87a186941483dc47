"""Workers bring what presses them (诉求): to their own union, past it to the union above, or without a name."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import Button, Face, MenuEntry, Scene

from .blocks import bring_block

FACE = Face(
    key="concerns",
    title=_("Bring a concern"),
    sentence=_("Wages, injury, safety, unfair treatment: to your union, the union above it, or without your name."),
    scene=Scene.RIGHTS,
    start="concerns:start",
    icon="message-circle",
    words=(_("complaint"), _("wages owed"), _("work injury"), _("appeal"), _("petition"), _("overtime"), _("advice")),
    for_all=True,
    who=_("Every worker, member of a union or not"),
    gets=_("A dated receipt, an answer in writing within the time that the rules set, and a way to have it reviewed"),
    documents=(_("What shows it: contract, pay slips, photographs; without any you can begin as well"),),
    blocks=(bring_block,),
    traceless=("anonymous/",),
    api="niangjia.services.concerns.api",
    desk=(
        MenuEntry(
            _("Concerns"),
            "concerns:desk",
            "message-circle",
            permission="concerns:handle",
            order=27,
            button=Button.CONCERNS,
        ),
    ),
)
