"""The procedure of an election: the same for a first one and for the end of a term."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.engines.matters.hooks import on_matter_closed
from niangjia.engines.matters.limits.kinds import LimitKind, register_limit
from niangjia.engines.matters.pages.panels import Panel, add_panel
from niangjia.engines.matters.procedures import (
    Phase,
    Procedure,
    above,
    own,
    register_action,
    register_form,
    register_procedure,
)
from niangjia.engines.matters.public_notices.kinds import NoticeKind, register_public_notice
from niangjia.services.founding.permissions import APPROVE, PREPARE

from . import papers, recounting  # noqa: F401 - it says what undoing means
from .forms import CountForm, NameForm
from .installing import install_elected
from .panel import election_panel, notice_lines
from .repeating import annul_result, hold_anew, revoke_given_up
from .steps import (
    KEY,
    confirm_candidates,
    decline_election,
    permit_election,
    propose_candidates,
    report_result,
)

FOLDER = Path(__file__).parent.parent / "procedures"
register_action("founding.permit", permit_election)
register_action("founding.decline", decline_election)
register_action("founding.propose", propose_candidates)
register_action("founding.confirm", confirm_candidates)
register_action("founding.report", report_result)
register_action("founding.install", install_elected)
register_action("founding.anew", hold_anew)
register_action("founding.annul", annul_result)
register_form("founding.name", NameForm)
register_form("founding.count", CountForm)
register_public_notice(
    NoticeKind("founding.candidates", _("Candidates of an election"), notice_lines, figure="founding.notice_wd")
)
APPROVING = register_limit(
    LimitKind("founding.approve", _("Approving the result of an election"), "founding.approve_cd")
)

ELECTION = register_procedure(
    Procedure(
        key=KEY,
        title=_("Election of a union"),
        files=(FOLDER / "election.bpmn",),
        lanes={"own": own(PREPARE, _("the union")), "above": above(APPROVE, _("union above"))},
        states={
            "asked": Phase(_("with the union above")),
            "naming": Phase(_("candidates to be named")),
            "agreeing": Phase(_("candidates with the union above")),
            "notice": Phase(_("candidates published")),
            "electing": Phase(_("the meeting elects")),
            "approving": Phase(_("result with the union above")),
            "elected": Phase(pgettext_lazy("election", "over, somebody was elected")),
            "refused": Phase(_("not approved")),
            "given_up": Phase(_("election given up")),
        },
        outcomes={
            "allow": _("Approve the election"),
            "refuse": _("Don't approve"),
            "named": _("Hand the candidates in"),
            "give_up": _("Give the election up"),
            "agree": _("Approve the candidates"),
            "to_union": _("Back to the union"),
            "over": _("Nothing stands against them"),
            "upheld": _("An objection was upheld"),
            "counted": _("Report the result"),
            "anew": _("Not elected: name others"),
            "approve": _("Approve the result"),
            "void": _("Does not count: elect anew"),
        },
        steps={
            "allow": _("Answer the request for an election"),
            "permit": _("Written answer"),
            "decline": _("Written answer"),
            "name": _("Name the candidates"),
            "propose": _("Request to approve the candidates"),
            "agree": _("Approve the candidates"),
            "confirm": _("Approval, notice, ballot papers"),
            "notice": _("Publish the candidates"),
            "count": _("Hold the meeting, enter the count"),
            "anew": _("Elected anew: earlier ballots are past"),
            "report": _("Report of the result"),
            "approve": _("Approve the result"),
            "annul": _("Written answer"),
            "install": _("Approval; posts and term in the register"),
        },
        variables={"renewal": bool},
        papers=(
            papers.PERMIT.key,
            papers.PROPOSAL.key,
            papers.AGREEMENT.key,
            papers.RESULT.key,
            papers.APPROVAL.key,
            papers.VOID.key,
            papers.FAILED.key,
        ),
        limits=("founding.request", APPROVING),
        enter=PREPARE,
    )
)
on_matter_closed(revoke_given_up)
add_panel(Panel("founding", 12, "founding/panel.html", election_panel))
