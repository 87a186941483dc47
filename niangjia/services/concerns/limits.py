"""By when: kinds of time limits of concerns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.limits.kinds import EXPERT, MATERIALS, LimitKind, register_limit

from .choices import Difficulty

TELL = register_limit(LimitKind("concerns.tell", _("Written notice to the worker"), "petition.tell_cd"))
HANDLING = register_limit(
    LimitKind(
        "concerns.handle",
        _("Handling the claim"),
        "petition.handle_cd",
        extension="petition.handle_extension_cd",
    )
)
_LIGHT = {
    Difficulty.ORDINARY: _("Answering (ordinary)"),
    Difficulty.DIFFICULT: _("Answering (difficult)"),
    Difficulty.COMPLEX: _("Answering (complex)"),
}
LIGHT = {
    one: register_limit(LimitKind(f"concerns.{one}", title, f"concerns.{one}_wd", pauses=(MATERIALS, EXPERT)))
    for one, title in _LIGHT.items()
}
SECOND = register_limit(LimitKind("concerns.second", _("Handling once more"), "concerns.second_wd"))
CHECKING = register_limit(LimitKind("concerns.check", _("Calling back"), "concerns.check_wd"))
REVIEWING = register_limit(LimitKind("concerns.review", _("Review"), "petition.review_cd"))
ALL = (TELL, HANDLING, *LIGHT.values(), SECOND, CHECKING)
