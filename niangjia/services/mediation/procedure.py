from pathlib import Path

from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.limits.kinds import LimitKind, register_limit
from niangjia.engines.matters.pages.panels import Panel, Place, add_panel
from niangjia.engines.matters.procedures import (
    Phase,
    Procedure,
    applicant,
    own,
    register_action,
    register_form,
    register_procedure,
)

from . import hidden, hooks, messages, moves  # noqa: F401 - they register what they have
from .acts.deciding import accept_dispute, end_mediation, issue_agreement, refuse_dispute
from .forms import AcceptForm, AgainForm, MediateForm, PerformForm
from .hooks import MEDIATION
from .panel import desk_panel, own_panel
from .papers import ACCEPTED, AGREEMENT, APPLICATION, CALLED, ENDED, INVITATION, RECORD, REFUSED
from .permissions import MEDIATE
from .reading import PROCEDURE
from .undoing import register as register_undoing

register_action("mediation.accept", accept_dispute)
register_action("mediation.refuse", refuse_dispute)
register_action("mediation.agree", issue_agreement)
register_action("mediation.end", end_mediation)
register_form("mediation.accept", AcceptForm)
register_form("mediation.again", AgainForm)
register_form("mediation.mediate", MediateForm)
register_form("mediation.perform", PerformForm)
ACCEPTING = register_limit(LimitKind("mediation.accept", _("Accepting a dispute"), "mediation.accept_wd"))
register_limit(LimitKind(MEDIATION, _("Mediating a dispute"), "mediation.cd"))

PAPERS = (APPLICATION, INVITATION, ACCEPTED, REFUSED, CALLED, RECORD, AGREEMENT, ENDED)

DISPUTE = register_procedure(
    Procedure(
        key=PROCEDURE,
        title=_("Mediation of a labour dispute"),
        files=(Path(__file__).parent / "procedures" / "dispute.bpmn",),
        lanes={"applicant": applicant(), "committee": own(MEDIATE, _("mediation committee"))},
        states={
            "accepting": Phase(_("with the mediation committee")),
            "correcting": Phase(_("back with you")),
            "mediating": Phase(_("being mediated")),
            "performing": Phase(_("agreed, to be kept")),
            "performed": Phase(_("agreed and kept")),
            "failed": Phase(_("no agreement")),
            "broken": Phase(_("agreed, not kept")),
            "refused": Phase(_("not accepted")),
        },
        outcomes={
            "accept": _("Accept it"),
            "refuse": _("Don't accept it"),
            "to_applicant": _("Back to the applicant"),
            "handed_in": _("Handed in again"),
            "agree": _("Both sides agree"),
            "fail": _("No agreement"),
            "performed": _("All of it is kept"),
            "broken": _("It is not kept"),
        },
        steps={
            "accept": _("Look at the application"),
            "correct": _("Put the application right"),
            "take": _("Notice of acceptance"),
            "refuse": _("Notice that it is not accepted"),
            "mediate": _("Mediate"),
            "agreement": _("Write the agreement"),
            "perform": _("See that it is kept"),
            "fail": _("Notice of the end"),
            "breach": _("Notice that it is not kept"),
        },
        papers=tuple(kind.key for kind in PAPERS),
        limits=(ACCEPTING, MEDIATION),
        enter=MEDIATE,
        see=MEDIATE,
        sensitive=True,
    )
)
register_undoing(DISPUTE.key)
add_panel(Panel("mediation", 5, "mediation/panel.html", desk_panel, Place.DESK))
add_panel(Panel("mediation_own", 5, "mediation/own_panel.html", own_panel, Place.PORTAL))
