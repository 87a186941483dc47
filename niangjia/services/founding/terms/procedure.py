from pathlib import Path

from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.hooks import on_matter_closed
from niangjia.engines.matters.later.undoing import register_undoing
from niangjia.engines.matters.limits.kinds import LimitKind, register_limit
from niangjia.engines.matters.procedures import (
    Phase,
    Procedure,
    above,
    own,
    register_action,
    register_form,
    register_procedure,
)
from niangjia.services.founding.permissions import APPROVE, PREPARE, SUBMIT

from . import messages, moves  # noqa: F401 - they register what they have
from .delaying import KEY, UNDOING, end_delay, grant_delay, refuse_delay, request_delay
from .forms import DelayAgainForm
from .papers import ANSWER, ASKING

FOLDER = Path(__file__).parents[1] / "procedures"
# What all requests to the union above have in common.
STATES = {
    "preparing": Phase(_("before who signs")),
    "deciding": Phase(_("with the union above")),
    "granted": Phase(_("granted")),
    "refused": Phase(_("not granted")),
    "dropped": Phase(_("not sent up")),
}
OUTCOMES = {
    "submit": _("Sign and send up"),
    "drop": _("Don't send it up"),
    "approve": _("Agree"),
    "refuse": _("Don't agree"),
    "to_union": _("Back to the union"),
}
STEPS = {
    "submit": _("Sign the request"),
    "request": _("The request goes up"),
    "decide": _("Examine and answer"),
    "grant": _("It takes effect"),
    "refuse": _("Answer that it is not granted"),
}
LANES = {"union": own(SUBMIT, _("chair of the union")), "upper": above(APPROVE, _("union above"))}

register_action("founding.delay.request", request_delay)
register_action("founding.delay.grant", grant_delay)
register_action("founding.delay.refuse", refuse_delay)
register_form("founding.delay", DelayAgainForm)
LIMIT = register_limit(
    LimitKind("founding.delay", _("Answering a request to delay an election"), "founding.delay_wd")
)

DELAY = register_procedure(
    Procedure(
        key=KEY,
        title=_("Delay of an election"),
        files=(FOLDER / "delay.bpmn",),
        lanes=LANES,
        states=STATES,
        outcomes=OUTCOMES,
        steps=STEPS,
        papers=(ASKING.key, ANSWER.key),
        limits=(LIMIT,),
        enter=PREPARE,
    )
)
register_undoing(KEY, UNDOING)
on_matter_closed(end_delay)
