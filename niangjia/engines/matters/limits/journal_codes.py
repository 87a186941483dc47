"""What the journal keeps of time limits; at the matter that they belong to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import day_said

from .kinds import title_of, title_of_reason

WORDS = {"kind": title_of, "day": day_said, "earlier": day_said, "why": title_of_reason}

PAUSED = register_code("matters.limit.paused", sentence=_("paused the time limit “%(kind)s”: %(why)s"), words=WORDS)
RESUMED = register_code(
    "matters.limit.resumed", sentence=_("let the time limit “%(kind)s” go on; it is due by %(day)s"), words=WORDS
)
ASKED = register_code("matters.limit.asked", sentence=_("asked for %(count)s more days for “%(kind)s”"), words=WORDS)
EXTENDED = register_code(
    "matters.limit.extended",
    sentence=_("approved %(count)s more days for “%(kind)s”; it is due by %(day)s"),
    words=WORDS,
)
REFUSED = register_code("matters.limit.refused", sentence=_("refused more days for “%(kind)s”"), words=WORDS)
RECOMPUTED = register_code(
    "matters.limit.recomputed",
    sentence=_("worked “%(kind)s” out anew: due by %(day)s, before that by %(earlier)s"),
    words=WORDS,
)
ESCALATED = register_code(
    "matters.limit.escalated", sentence=_("told those above that “%(kind)s” is overdue since %(day)s"), words=WORDS
)
