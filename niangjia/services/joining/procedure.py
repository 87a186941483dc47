from pathlib import Path

from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.limits.kinds import LimitKind, register_limit
from niangjia.engines.matters.pages.panels import Panel, Place, add_panel
from niangjia.engines.matters.procedures import (
    Phase,
    Procedure,
    above,
    applicant,
    each,
    own,
    register_action,
    register_form,
    register_procedure,
)

from . import hooks, messages, moves  # noqa: F401 - they register what they have
from .acts.changing import change_membership
from .acts.deciding import enrol_applicant, refuse_applicant
from .acts.transferring import bounce_member, move_member, release_member
from .forms import AgainForm
from .offers import offers_panel
from .panel import again_panel, proposal_panel, request_panel
from .papers import APPLICATION, FORM, LETTER, REFUSAL
from .papers import CHANGE as CHANGE_PAPER
from .permissions import DECIDE
from .undoing import register as register_undoings

FOLDER = Path(__file__).parent / "procedures"
register_action("joining.enrol", enrol_applicant)
register_action("joining.refuse", refuse_applicant)
register_action("joining.release", release_member)
register_action("joining.move", move_member)
register_action("joining.bounce", bounce_member)
register_action("joining.change", change_membership)
register_form("joining.again", AgainForm)
DECIDING = register_limit(LimitKind("joining.decide", _("Deciding on a request to join"), "joining.decide_wd"))
CORRECTING = register_limit(LimitKind("joining.correct", _("Putting a request right"), "joining.correct_wd"))
RELEASING = register_limit(LimitKind("joining.release", _("Releasing a member"), "joining.release_wd"))
RECEIVING = register_limit(LimitKind("joining.receive", _("Taking a member in"), "joining.receive_wd"))

JOIN = register_procedure(
    Procedure(
        key="joining.join",
        title=_("Request to join"),
        files=(FOLDER / "join.bpmn",),
        lanes={"applicant": applicant(), "committee": own(DECIDE, _("union committee"))},
        states={
            "deciding": Phase(_("with the committee")),
            "correcting": Phase(_("back with you")),
            "joined": Phase(_("member")),
            "moved": Phase(_("became a transfer")),
            "already": Phase(_("was a member here already")),
            "refused": Phase(_("not taken in")),
        },
        outcomes={
            "approve": _("Admit"),
            "refuse": _("Don't admit"),
            "to_applicant": _("Back to the applicant"),
            "handed_in": _("Handed in again"),
        },
        steps={
            "decide": _("Decide on the request"),
            "correct": _("Put the request right"),
            "enrol": _("Membership and card"),
            "refuse": _("Written refusal"),
        },
        variables={"moved": bool, "already": bool, "membership": int},
        papers=(APPLICATION.key, FORM.key, REFUSAL.key),
        limits=(DECIDING, CORRECTING),
    )
)
TRANSFER = register_procedure(
    Procedure(
        key="joining.transfer",
        title=_("Transfer of membership"),
        files=(FOLDER / "transfer.bpmn",),
        lanes={
            "applicant": applicant(),
            "old": each(DECIDE, _("former union")),
            "upper": each(DECIDE, _("union above it")),
            "new": own(DECIDE, _("new union")),
        },
        states={
            "releasing": Phase(_("with the former union")),
            "above": Phase(_("with the union above it")),
            "receiving": Phase(_("with the new union")),
            "moved": Phase(_("moved")),
            "refused": Phase(_("not released")),
            "bounced": Phase(_("not received")),
        },
        outcomes={
            "release": _("Release"),
            "refuse": _("Don't release"),
            "above": _("Let the union above decide"),
            "receive": _("Take in"),
            "bounce": _("Don't take in"),
        },
        steps={
            "release": _("Release the member"),
            "settle": _("Decide in the former union's place"),
            "letter": _("Letter of transfer"),
            "receive": _("Take the member in"),
            "move": _("The membership moves"),
            "keep": _("The membership stays"),
        },
        variables={"old": list, "upper": list},
        papers=(LETTER.key,),
        limits=(RELEASING, RECEIVING),
    )
)
CHANGE = register_procedure(
    Procedure(
        key="joining.change",
        title=_("Rest or end of a membership"),
        files=(FOLDER / "change.bpmn",),
        lanes={
            "applicant": applicant(),
            "committee": own(DECIDE, _("union committee")),
            "upper": above(DECIDE, _("union above")),
        },
        states={
            "recording": Phase(_("being recorded")),
            "deciding": Phase(_("with the committee")),
            "reporting": Phase(_("reported to the union above")),
            "changed": Phase(_("done so")),
            "over": Phase(_("nothing was left to record")),
            "refused": Phase(_("not done so")),
        },
        outcomes={
            "record": _("Record it"),
            "approve": _("Decide so"),
            "refuse": _("Don't decide so"),
            "noted": _("Taken note of"),
        },
        steps={
            "record": _("Record that the member leaves"),
            "revive": _("Record that a membership lives again"),
            "keep": _("Decide on keeping a membership"),
            "deem": _("Decide on a deemed withdrawal"),
            "expel": _("Decide on an expulsion"),
            "change": _("Membership and paper"),
            "report": _("Take note of the expulsion"),
        },
        variables={"what": str, "change": int, "over": bool},
        papers=(CHANGE_PAPER.key,),
        limits=(DECIDING,),
    )
)
register_undoings(JOIN.key, TRANSFER.key, CHANGE.key)
add_panel(Panel("joining.offers", 4, "joining/offers.html", offers_panel, Place.PORTAL))
add_panel(Panel("joining.proposal", 3, "joining/proposal.html", proposal_panel, Place.PORTAL))
add_panel(Panel("joining.again", 2, "joining/again.html", again_panel, Place.PORTAL))
add_panel(Panel("joining", 5, "joining/panel.html", request_panel, Place.DESK))
