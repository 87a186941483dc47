"""Who enters what happened on paper, who asks for corrections, who approves them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

ENTER = register("matters:enter", _("enter what was done on paper, and ask for corrections"))
CORRECT = register("matters:correct", _("approve that what is finished is corrected or revoked"))

LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)
give(ENTER, *LEADERS, Role.CLERK, Role.ORGANISER)
give(CORRECT, *LEADERS)
