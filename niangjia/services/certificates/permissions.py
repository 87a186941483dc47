from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

ISSUE = register("certificates:issue", _("check requests for certificates of membership and issue them"))
give(ISSUE, Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER, Role.CLERK, Role.ORGANISER)
