from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

PREPARE = register("founding:prepare", _("prepare foundings, elections and changes of a union"))
APPROVE = register("founding:approve", _("approve foundings, elections and changes of unions below"))
give(PREPARE, Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER, Role.CLERK, Role.ORGANISER)
give(APPROVE, Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)
SUBMIT = register("founding:submit", _("sign requests of a union to the union above"))
give(SUBMIT, Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER, Role.ORGANISER)
