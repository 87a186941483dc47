from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

DECIDE = register("joining:decide", _("handle requests to join, invitations and transfers of a union"))
give(DECIDE, Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER, Role.CLERK, Role.ORGANISER)
