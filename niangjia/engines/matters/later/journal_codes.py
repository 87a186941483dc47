from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.matters.journal_codes import WORDS
from niangjia.engines.people.saying import day_said

SAID = {**WORDS, "day": day_said}

ENTERED = register_code(
    "matters.paper.entered", sentence=_("entered what was done on paper on %(day)s: %(outcome)s"), words=SAID
)
ASKED = register_code("matters.correction.asked", sentence=_("asked for a correction of what was finished"))
CORRECTED = register_code(
    "matters.correction.corrected", sentence=_("approved the correction to: %(outcome)s"), words=SAID
)
REVOKED = register_code("matters.correction.revoked", sentence=_("approved that it is revoked"))
REFUSED = register_code("matters.correction.refused", sentence=_("refused the correction"))
