from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers.permissions import WRITE
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

MEDIATE = register("mediation:mediate", _("accept labour disputes and mediate them"))
give(MEDIATE, Role.MEDIATOR, Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER, Role.CLERK)
give(WRITE, Role.MEDIATOR)  # what a mediation issues; the union's other papers a mediator does not see
