"""Who keeps meetings, and who confirms their minutes; rights come with posts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

MEET = register("matters:meet", _("prepare meetings and write their minutes"))
CONFIRM = register("matters:confirm", _("confirm the minutes of a meeting and record delegations"))

LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)
give(MEET, *LEADERS, Role.CLERK, Role.ORGANISER)
give(CONFIRM, *LEADERS)
