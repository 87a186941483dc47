"""What may be done with matters in general; who may act in a step is a permission of its service's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

SEE = register("matters:see", _("see the matters of a union"))
WORK = register("matters:work", _("work on the tasks of a union"))
TEXTS = register("matters:texts", _("keep the text modules of a union"))

LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)
WORKERS = (*LEADERS, Role.CLERK, Role.ORGANISER)
give(SEE, *WORKERS, Role.INFORMATION, Role.WOMEN_CHAIR, Role.MUTUAL_AID_AGENT)
# Whoever may be given a step by a service; the step's own permission decides.
give(WORK, *Role)
give(TEXTS, *WORKERS)
