"""Union staff go down to workers (四下基层): visits, problems until they are struck off, reception days, reports."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import Face, MenuEntry, Scene

FACE = Face(
    key="visits",
    title=_("Reception days of leaders"),
    sentence=_("Speak with a leader of your union, or of a union above: choose a day and get a number."),
    scene=Scene.RIGHTS,
    start="visits:start",
    icon="users",
    words=(_("reception"), _("appointment"), _("leader"), _("visit"), _("talk")),
    who=_("Workers with a record in the register, members or not"),
    gets=_("A number on the day, and an answer to what you bring"),
    api="niangjia.services.visits.api",
    documents=(_("Your ID when you come"),),
    desk=(MenuEntry(_("Visits"), "visits:desk", "map-pin", permission="visits:visit", order=29),),
)
