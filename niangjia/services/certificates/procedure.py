from pathlib import Path

from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.later.undoing import register_undoing, revoking_papers
from niangjia.engines.matters.limits.kinds import LimitKind, register_limit
from niangjia.engines.matters.procedures import (
    Phase,
    Procedure,
    applicant,
    own,
    register_action,
    register_form,
    register_procedure,
)

from .actions import issue_certificate
from .forms import AgainForm, CheckForm
from .papers import MEMBERSHIP
from .permissions import ISSUE

register_action("certificates.issue", issue_certificate)
register_form("certificates.check", CheckForm)
register_form("certificates.again", AgainForm)
LIMIT = register_limit(LimitKind("certificates.issue", _("Issuing a certificate"), "certificates.issue_wd"))

CERTIFICATE = register_procedure(
    Procedure(
        key="certificates.certificate",
        title=_("Certificate of membership"),
        files=(Path(__file__).parent / "procedures" / "certificate.bpmn",),
        lanes={"applicant": applicant(), "clerk": own(ISSUE, _("clerk of the union"))},
        states={
            "checking": Phase(_("with the clerk")),
            "correcting": Phase(_("back with you")),
            "issued": Phase(_("issued")),
            "refused": Phase(_("not issued")),
        },
        outcomes={
            "issue": _("Issue it"),
            "refuse": _("Don't issue it"),
            "to_applicant": _("Back to the member"),
            "handed_in": _("Handed in again"),
        },
        steps={
            "check": _("Check the request"),
            "correct": _("Put the request right"),
            "issue": _("The paper is issued"),
        },
        variables={"purpose": str},
        papers=(MEMBERSHIP.key,),
        limits=(LIMIT,),
        enter=ISSUE,
    )
)
register_undoing(
    CERTIFICATE.key,
    revoking_papers(redo={"check/issue": lambda actor, matter, correction: issue_certificate(actor, matter)}),
)
