from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.saying import day_said, label_of

from .bodies import body_title

WORDS = {"body": body_title, "day": day_said, "role": label_of(Role)}

PREPARED = register_code(
    "matters.meeting.prepared", sentence=_("prepared a meeting (%(body)s) on %(day)s"), words=WORDS
)
CHANGED = register_code("matters.meeting.changed", sentence=_("wrote down who came and what was decided"))
CANCELLED = register_code("matters.meeting.cancelled", sentence=_("called the meeting off"))
CONFIRMED = register_code(
    "matters.meeting.confirmed", sentence=_("confirmed the minutes, which decide %(count)s items")
)
DECIDED = register_code("matters.meeting.decided", sentence=_("all items were carried out; %(count)s could not be"))
BY_MEETING = register_code(
    "matters.item.decided", sentence=_("decided by a meeting (%(body)s) on %(day)s"), words=WORDS
)
DELEGATED = register_code(
    "matters.delegation.recorded", sentence=_("recorded that the %(role)s decides alone from %(day)s"), words=WORDS
)
DELEGATION_ENDED = register_code("matters.delegation.revoked", sentence=_("revoked a delegation"))
ALONE = register_code("matters.item.alone", sentence=_("decided alone, by a recorded delegation"))
