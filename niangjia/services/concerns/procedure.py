from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.pages.panels import Panel, Place, add_panel
from niangjia.engines.matters.procedures import (
    Phase,
    Procedure,
    Right,
    applicant,
    each,
    own,
    register_action,
    register_form,
    register_procedure,
)
from niangjia.engines.matters.ratings.kinds import RatingKind, register_rating

from . import beside, consent_panel, hidden, hooks, moves, named_panel, sealed_panel, undoing  # noqa: F401
from .acts import passing  # noqa: F401 - it registers what it receives
from .acts.answering import (
    accept_concern,
    decline_concern,
    guide_concern,
    issue_opinion,
    pass_to_discipline,
    refuse_elsewhere,
)
from .acts.reviewing import issue_review
from .forms import CheckForm, HandleForm, RegisterForm, ReviewForm
from .limits import ALL, REVIEWING
from .panel import at_desk, own_concern
from .papers import NOTICE, OPINION, RECEIPT, REVIEWED
from .permissions import ANONYMOUS as MAY_READ
from .permissions import HANDLE
from .permissions import REVIEW as MAY_REVIEW
from .reading import ANONYMOUS as ANONYMOUS_KEY
from .reading import CONCERN as KEY
from .reading import REVIEW as REVIEW_KEY

FOLDER = Path(__file__).parent / "procedures"
register_action("concerns.accept", accept_concern)
register_action("concerns.guide", guide_concern)
register_action("concerns.decline", decline_concern)
register_action("concerns.discipline", pass_to_discipline)
register_action("concerns.elsewhere", refuse_elsewhere)
register_action("concerns.opinion", issue_opinion)
register_action("concerns.review", issue_review)
register_form("concerns.register", RegisterForm)
register_form("concerns.handle", HandleForm)
register_form("concerns.check", CheckForm)
register_form("concerns.review", ReviewForm)

CONCERN = register_procedure(
    Procedure(
        key=KEY,
        title=_("Concern"),
        files=(FOLDER / "concern.bpmn",),
        lanes={
            "applicant": applicant(),
            "handler": own(HANDLE, _("who handles concerns")),
            "checker": each(HANDLE, _("somebody else who checks")),
        },
        states={
            "registered": Phase(_("registered, being looked at")),
            "handling": Phase(_("being handled")),
            "checking": Phase(_("answered, being checked")),
            "closed": Phase(_("closed")),
            "guided": Phase(_("led to its lawful channel")),
            "not_ours": Phase(_("not taken: another body's business")),
            "disciplined": Phase(_("passed to the discipline body")),
            "elsewhere": Phase(_("not taken: in hand elsewhere already")),
        },
        outcomes={
            "accept": _("Take it up"),
            "guide": _("Lead it to mediation, arbitration, court or another lawful channel"),
            "not_ours": _("Not ours"),
            "discipline": _("Pass it to the discipline body"),
            "elsewhere": _("In hand elsewhere already"),
            "handled": _("Done: issue the written opinion"),
            "content": _("The worker is content"),
            "stands": _("The worker is not content; the answer stands, with the way to a review"),
            "again": _("The worker is not content: handle it once more"),
        },
        steps={
            "register": _("Register and tell in writing"),
            "handle": _("Handle it"),
            "check": _("Somebody else calls back"),
            "accept": _("Notice: taken up"),
            "guide": _("Notice: lawful channel"),
            "decline": _("Notice: not ours"),
            "discipline": _("Notice: passed on"),
            "elsewhere": _("Notice: in hand elsewhere"),
            "opinion": _("Written opinion"),
        },
        variables={"checkers": list},
        papers=(RECEIPT.key, NOTICE.key, OPINION.key),
        limits=ALL,
        enter=HANDLE,
        see=HANDLE,
        sensitive=True,
    )
)
NAMELESS = register_procedure(
    replace(
        CONCERN,
        key=ANONYMOUS_KEY,
        title=_("Concern without a name"),
        # There is no applicant whom a note would reach: what is written to the sender stands in the dialogue.
        states={key: replace(phase, rights={Right.OUTSIDE: ()}) for key, phase in CONCERN.states.items()},
        lanes={
            "applicant": applicant(),
            "handler": own(MAY_READ, _("who handles concerns without a name")),
            "checker": each(MAY_READ, _("somebody else who checks")),
        },
        enter=MAY_READ,
        see=MAY_READ,
    )
)
REVIEW = register_procedure(
    Procedure(
        key=REVIEW_KEY,
        title=_("Review of an opinion"),
        files=(FOLDER / "review.bpmn",),
        lanes={"applicant": applicant(), "reviewer": own(MAY_REVIEW, _("who reviews"))},
        states={"reviewing": Phase(_("being reviewed")), "reviewed": Phase(_("reviewed"))},
        outcomes={"uphold": _("The opinion holds"), "change": _("It is changed")},
        steps={"review": _("Review it"), "opinion": _("Opinion of the review")},
        variables={"stage": int},
        papers=(REVIEWED.key,),
        limits=(REVIEWING,),
        enter=MAY_REVIEW,
        see=HANDLE,
        sensitive=True,
    )
)
for key in (KEY, ANONYMOUS_KEY):
    register_rating(RatingKind(key, lawful_no=frozenset({"guided", "not_ours", "disciplined", "elsewhere"})))
undoing.register()
add_panel(Panel("concerns", 5, "concerns/panel.html", at_desk))
add_panel(Panel("concerns.own", 5, "concerns/own_panel.html", own_concern, Place.PORTAL))
