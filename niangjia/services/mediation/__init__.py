"""Labour disputes are mediated: fifteen days, sessions, an agreement that both sides sign, money until it is paid."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import Face, MenuEntry, Scene

FACE = Face(
    key="mediation",
    title=_("Mediation of a labour dispute"),
    sentence=_("Wages, injury, dismissal: the mediation committee brings both sides together within fifteen days."),
    scene=Scene.RIGHTS,
    start="mediation:start",
    icon="scale",
    words=(_("labour dispute"), _("wages owed"), _("dismissal"), _("compensation"), _("arbitration"), _("agreement")),
    who=_("Workers in dispute with their employer, members of a union or not"),
    gets=_("An agreement signed by both sides and sealed; without one, a paper that leads on to arbitration"),
    api="niangjia.services.mediation.api",
    documents=(_("What shows it: contract, pay slips, attendance lists"), _("Your ID when you come to a session")),
    desk=(MenuEntry(_("Mediation"), "mediation:desk", "scale", permission="mediation:mediate", order=28),),
)
