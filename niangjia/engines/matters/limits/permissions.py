"""What may be done with time limits; rights come with posts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

PAUSE = register("matters:pause", _("pause time limits and ask for longer ones"))
EXTEND = register("matters:extend", _("approve longer time limits"))
OVERSEE = register("matters:oversee", _("see what is overdue"))

LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)
STAFF = (*LEADERS, Role.CLERK, Role.ORGANISER)
give(PAUSE, *STAFF)
give(EXTEND, *LEADERS)
give(OVERSEE, *STAFF)
