"""The procedures of this part: the request and its answer; the certificate and the seals."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.hooks import on_matter_closed
from niangjia.engines.matters.later.undoing import register_undoing
from niangjia.engines.matters.limits.kinds import LimitKind, register_limit
from niangjia.engines.matters.pages.panels import Panel, Place, add_panel
from niangjia.engines.matters.procedures import (
    Phase,
    Procedure,
    applicant,
    at,
    own,
    register_action,
    register_form,
    register_procedure,
)
from niangjia.engines.people.unions.models import Level
from niangjia.services.founding.permissions import APPROVE, PREPARE

from . import papers
from .certifying import KEY as CERTIFICATE
from .certifying import hand_in, record_specimen, revoke_application
from .forms import AgainForm, ApplyForm, CertifyForm, PrepareForm, SealForm
from .panel import request_panel
from .requesting import KEY, forget_request, prepare_union, refuse_union
from .undoing import OF_CERTIFICATES, OF_REQUESTS

FOLDER = Path(__file__).parent.parent / "procedures"
register_action("founding.prepare", prepare_union)
register_action("founding.refuse", refuse_union)
register_action("founding.hand_in", hand_in)
register_action("founding.specimen", record_specimen)
register_form("founding.prepare", PrepareForm)
register_form("founding.again", AgainForm)
register_form("founding.apply", ApplyForm)
register_form("founding.certify", CertifyForm)
register_form("founding.seal", SealForm)
ANSWER = register_limit(LimitKind("founding.request", _("Answering a request"), "founding.request_wd"))

SETTING_UP = register_procedure(
    Procedure(
        key=KEY,
        title=_("Founding of a union"),
        files=(FOLDER / "request.bpmn",),
        lanes={"applicant": applicant(), "above": own(APPROVE, _("union above"))},
        states={
            "checking": Phase(_("with the union above")),
            "correcting": Phase(_("back with you")),
            "preparing": Phase(_("being prepared")),
            "refused": Phase(_("not approved")),
        },
        outcomes={
            "approve": _("Let it be prepared"),
            "refuse": _("Don't approve"),
            "to_applicant": _("Back to the applicant"),
            "handed_in": _("Handed in again"),
        },
        steps={
            "check": _("Answer the request to found a union"),
            "correct": _("Put the request right"),
            "prepare": _("The union is prepared"),
            "refuse": _("Written answer"),
        },
        variables={"another": bool},
        papers=(papers.REPLY.key, papers.REFUSAL.key),
        limits=(ANSWER,),
        enter=PREPARE,
    )
)
CERTIFYING = register_procedure(
    Procedure(
        key=CERTIFICATE,
        title=_("Legal person and seals of a union"),
        files=(FOLDER / "certificate.bpmn",),
        lanes={"own": own(PREPARE, _("the union")), "county": at(Level.COUNTY, APPROVE, _("who registers it"))},
        states={
            "applying": Phase(_("to be applied for")),
            "certifying": Phase(_("with who registers it")),
            "sealing": Phase(_("seals and account")),
            "done": Phase(_("done")),
        },
        outcomes={
            "apply": _("Apply for it"),
            "none": _("Don't become a legal person"),
            "certify": _("Enter the certificate"),
            "to_union": _("Back to the union"),
            "recorded": _("Put on record"),
        },
        steps={
            "apply": _("Apply to be a legal person"),
            "hand_in": _("Application form"),
            "certify": _("Enter the certificate"),
            "seal": _("Seals and account"),
            "specimen": _("Seal on record"),
        },
        variables={
            "founded": bool, "address": str, "postcode": str, "staff": str, "income": str, "rooms": str,
        },
        papers=(papers.APPLICATION.key, papers.SPECIMEN.key),
    )
)  # fmt: skip
add_panel(Panel("founding.request", 5, "founding/request_panel.html", request_panel, Place.DESK))
on_matter_closed(forget_request)
on_matter_closed(revoke_application)
register_undoing(KEY, OF_REQUESTS)
register_undoing(CERTIFICATE, OF_CERTIFICATES)
