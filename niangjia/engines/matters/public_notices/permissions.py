from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

HANG = register("matters:notice", _("hang out public notices, take them down and answer objections"))
give(HANG, Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER, Role.CLERK, Role.ORGANISER)
