"""Before the house serves: every kind of message has the texts it needs, and they say nothing undeclared."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from niangjia.foundation.database.checks import PRODUCTION

from .kinds import all_kinds


@register(PRODUCTION)
def kinds_fit(**kwargs: Any) -> list[CheckMessage]:
    """One error for each thing that is wrong with a kind."""
    return [Error(problem, id="notices.E001") for kind in all_kinds() for problem in kind.problems()]
