from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

HANDLE = register("concerns:handle", _("see and handle the concerns of a union's workers"))
REVIEW = register("concerns:review", _("review what a union below answered to a concern"))
ANONYMOUS = register("concerns:anonymous", _("read and handle the concerns that came without a name"))
OPEN_NAME = register("concerns:open_name", _("open the sealed name of a confidential concern, with a reason"))
TELL = register("concerns:tell", _("tell a union's workers what their concerns have changed"))
LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)
give(HANDLE, *LEADERS, Role.CLERK, Role.ORGANISER)
give(REVIEW, *LEADERS)
give(ANONYMOUS, *LEADERS)
give(OPEN_NAME, *LEADERS)
give(TELL, *LEADERS, Role.CLERK)
