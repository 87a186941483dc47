"""What the journal says of posts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

FILLED = register_code("people.post.filled", sentence=_("Filled the post %(role)s from %(started)s"))
ENDED = register_code("people.post.ended", sentence=_("Let the post %(role)s end on %(ends)s"))
REVOKED = register_code("people.post.revoked", sentence=_("Took the post %(role)s back as entered by mistake"))
DEPUTY_NAMED = register_code(
    "people.deputy.named", sentence=_("Named a deputy for the post %(role)s from %(started)s to %(ends)s")
)
ACCOUNT_GIVEN = register_code("people.account.given", sentence=_("Gave an account to sign in with"))
