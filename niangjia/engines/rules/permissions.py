"""The permissions of this engine. Posts will have them; until there are posts, an office has that for the city."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.registry import register

SET_RULES = register(
    "rules:set", _("set the figures of law and policy and the work calendar"), administrators=frozenset({"system"})
)
# For a post that reaches the union's place; nobody has it by office.
SET_OWN = register("rules:set_own", _("set figures of law and policy for the own union"))
