"""What the journal says of posts: the role by its code, days as they are stored; nothing of persons."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import day_said, label_of

from .models import Role

POST = {"role": label_of(Role), "started": day_said, "ends": day_said}

FILLED = register_code("people.post.filled", sentence=_("Filled the post %(role)s from %(started)s"), words=POST)
ENDED = register_code("people.post.ended", sentence=_("Let the post %(role)s end on %(ends)s"), words=POST)
REVOKED = register_code(
    "people.post.revoked",
    sentence=_("Took the post %(role)s back as entered by mistake"),
    words=POST,
)
DEPUTY_NAMED = register_code(
    "people.deputy.named",
    sentence=_("Named a deputy for the post %(role)s from %(started)s to %(ends)s"),
    words=POST,
)
DEPUTY_ENDED = register_code(
    "people.deputy.ended", sentence=_("Let the deputy for the post %(role)s stand in until %(ends)s only"), words=POST
)
DEPUTY_REVOKED = register_code(
    "people.deputy.revoked",
    sentence=_("Took the deputy for the post %(role)s back as entered by mistake"),
    words=POST,
)
ACCOUNT_GIVEN = register_code("people.account.given", sentence=_("Gave an account to sign in with"))
