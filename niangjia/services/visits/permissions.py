from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

VISIT = register("visits:visit", _("plan and record visits and reception days, and keep the register of problems"))
give(
    VISIT,
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.OFFICER,
    Role.CLERK,
    Role.ORGANISER,
    Role.COMMITTEE,
    Role.LAW_SUPERVISOR,
    Role.SAFETY_INSPECTOR,
)
