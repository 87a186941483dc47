from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import day_said

WORDS = {"first": day_said, "last": day_said}

HUNG = register_code(
    "matters.public_notice.hung", sentence=_("hung out a public notice from %(first)s to %(last)s"), words=WORDS
)
TAKEN_DOWN = register_code("matters.public_notice.taken_down", sentence=_("took the public notice down early"))
OVER = register_code("matters.public_notice.over", sentence=_("the public notice was over and taken down"))
WITH_STEP = register_code(
    "matters.public_notice.with_step", sentence=_("the public notice was taken down with what it hung for")
)
POSTED = register_code(
    "matters.public_notice.posted",
    sentence=_("recorded where it hung from %(first)s to %(last)s"),
    words=WORDS,
)
OBJECTED = register_code("matters.objection.made", sentence=_("objected to the public notice"))
UPHELD = register_code("matters.objection.upheld", sentence=_("upheld an objection"))
REJECTED = register_code("matters.objection.rejected", sentence=_("answered an objection and did not uphold it"))
