"""What may be done with papers; rights come with posts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register

SEE = register("papers:see", _("see a union's papers, office registers and returns"))
WRITE = register("papers:write", _("draft papers, deliver and file them, keep the office registers"))
CHECK = register("papers:check", _("check drafts of papers"))
SIGN = register("papers:sign", _("sign and revoke papers of a union"))
SEAL = register("papers:seal", _("seal papers of a union"))
REPORT = register("papers:report", _("fill in and hand in returns of a union"))

LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)
WRITERS = (*LEADERS, Role.CLERK, Role.ORGANISER)
give(SEE, *WRITERS, Role.INFORMATION)  # papers name people: only for roles that see records as well
give(WRITE, *WRITERS)
give(CHECK, *WRITERS)
give(SEAL, *LEADERS, Role.CLERK)
give(SIGN, *LEADERS)
give(REPORT, *WRITERS)
