"""What may be done with messages; rights come with posts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

SEE = register("notices:see", _("see what a union sent and received"))
WRITE = register("notices:write", _("send messages and circulars for a union"))
LEGAL = register("notices:legal", _("send notices that the law demands"))

LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)
WRITERS = (*LEADERS, Role.CLERK, Role.ORGANISER)
give(SEE, *WRITERS, Role.INFORMATION)
give(WRITE, *WRITERS)
give(LEGAL, *LEADERS)
