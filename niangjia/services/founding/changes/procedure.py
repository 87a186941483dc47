from pathlib import Path

from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.hooks import on_matter_closed
from niangjia.engines.matters.later.undoing import register_undoing
from niangjia.engines.matters.limits.kinds import LimitKind, register_limit
from niangjia.engines.matters.pages.panels import Panel, Place, add_panel
from niangjia.engines.matters.procedures import (
    Phase,
    Procedure,
    at,
    chosen,
    own,
    register_action,
    register_form,
    register_procedure,
)
from niangjia.engines.people.permissions import RESTRUCTURE as MAY_RESTRUCTURE
from niangjia.engines.people.unions.models import Level
from niangjia.services.founding.permissions import APPROVE, PREPARE, SUBMIT
from niangjia.services.founding.terms.papers import ANSWER, ASKING
from niangjia.services.founding.terms.procedure import LANES, OUTCOMES, STATES, STEPS

from . import granting, legal, moves, officers, officers_undone, restructuring, settling  # noqa: F401 - moves registers what it has
from .asking import end_open
from .forms import LegalDecideForm, SettleForm
from .panel import change_panel
from .papers import CONSENT, FORM
from .signing import SignLegalForm, SignOfficersForm, SignRestructureForm

FOLDER = Path(__file__).parents[1] / "procedures"
ACTIONS = {
    "founding.officers.request": officers.request_officers,
    "founding.officers.grant": officers.grant_officers,
    "founding.officers.refuse": officers.refuse_officers,
    "founding.legal.request": legal.request_legal,
    "founding.legal.grant": legal.grant_legal,
    "founding.legal.refuse": legal.refuse_legal,
    "founding.restructure.request": restructuring.request_restructuring,
    "founding.restructure.grant": granting.grant_restructuring,
    "founding.restructure.refuse": restructuring.refuse_restructuring,
    "founding.restructure.finish": settling.finish_restructuring,
    "founding.restructure.leave": restructuring.leave_restructuring,
}
for _name, _action in ACTIONS.items():
    register_action(_name, _action)
register_form("founding.officers", SignOfficersForm)
register_form("founding.legal", SignLegalForm)
register_form("founding.restructure", SignRestructureForm)
register_form("founding.legal.decide", LegalDecideForm)
register_form("founding.settle", SettleForm)
ANSWERING = register_limit(
    LimitKind("founding.answer", _("Answering a request to change officers"), "founding.chair_answer_cd")
)
REGISTERING = register_limit(LimitKind("founding.legal", _("Answering about the certificate"), "founding.change_wd"))
RESTRUCTURING = register_limit(
    LimitKind("founding.restructure", _("Answering a request to restructure"), "founding.restructure_wd")
)
MEETING = {"agree": _("Agreed"), "disagree": _("Not agreed")}

OFFICERS = register_procedure(
    Procedure(
        key="founding.officers",
        title=_("Change of officers in mid-term"),
        files=(FOLDER / "officers.bpmn",),
        lanes={**LANES, "staff": own(PREPARE, _("who prepares it in the union"))},
        states={**STATES, "resolving": Phase(_("before the committee")), "disagreed": Phase(_("not agreed to"))},
        outcomes={**OUTCOMES, **MEETING},
        steps={**STEPS, "resolve": _("Decide in the committee"), "sign": _("Sign the request")},
        variables={"meeting": bool, "chair": bool, "recall": bool},
        papers=(ASKING.key, ANSWER.key, CONSENT.key),
        limits=(ANSWERING,),
        enter=PREPARE,
    )
)
LEGAL = register_procedure(
    Procedure(
        key="founding.legal",
        title=_("Change of the legal-person certificate"),
        files=(FOLDER / "legal.bpmn",),
        lanes={
            "union": own(SUBMIT, _("chair of the union")),
            "upper": at(Level.COUNTY, APPROVE, _("registering union")),
        },
        states=STATES,
        outcomes=OUTCOMES,
        steps=STEPS,
        papers=(FORM.key, ANSWER.key),
        limits=(REGISTERING,),
        enter=PREPARE,
    )
)
TITLES = {
    "merge": _("Merger into another union"),
    "split": _("Split of a union"),
    "dissolve": _("Dissolution of a union"),
}
CHECKLIST = (
    _("Members: told, and settled as approved"),
    _("Matters under way: ended or handed over"),
    _("Papers and archives: handed over"),
    _("Money and property: counted, handed over or shared out"),
)
RESTRUCTURE = [
    register_procedure(
        Procedure(
            key=f"founding.{kind}",
            title=title,
            files=(FOLDER / "restructure.bpmn",),
            lanes={
                **LANES,
                "settler": chosen(granting.settler, SUBMIT, _("who settles it")),
                "above_both": chosen(granting.above_both, MAY_RESTRUCTURE, _("first union above all concerned")),
            },
            states={
                **STATES,
                "settling": Phase(_("being settled")),
                "carrying_out": Phase(_("settled, to be carried out")),
                "not_carried": Phase(_("not carried out")),
            },
            outcomes={
                **OUTCOMES,
                "settled": _("Everything is settled"),
                "give_up": _("Not after all"),
                "carry_out": _("Carry it out"),
                "not_carried": _("Take the approval back"),
                "not_settled": _("Not settled yet"),
            },
            steps={
                **STEPS,
                "grant": _("Answer that it is granted"),
                "settle": _("Settle what the union leaves"),
                "carry_out": _("Check and carry out"),
                "finish": _("The register follows"),
                "leave": _("Answer that it is not carried out"),
            },
            checklists={"settle": CHECKLIST},
            papers=(ASKING.key, ANSWER.key, FORM.key),
            limits=(RESTRUCTURING,),
            enter=PREPARE,
        )
    )
    for kind, title in TITLES.items()
]
register_undoing(OFFICERS.key, officers_undone.UNDOING)
register_undoing(LEGAL.key, legal.UNDOING)
for _procedure in RESTRUCTURE:
    register_undoing(_procedure.key, settling.UNDOING)
on_matter_closed(end_open)
add_panel(Panel("founding.changes", 5, "founding/changes/panel.html", change_panel, Place.DESK))
