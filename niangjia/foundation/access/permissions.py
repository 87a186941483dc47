"""The permissions of the ground."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .registry import register

EVERY_ADMINISTRATOR = frozenset({"system", "security", "audit"})

ENTER_DESK = register("desk:enter", _("work at the desk"), administrators=EVERY_ADMINISTRATOR)
SEE_SYSTEM = register(
    "system:see", _("see how the platform is running"), administrators=frozenset({"system", "audit"})
)
TRY_JOB = register("system:try_job", _("start a trial job"), administrators=frozenset({"system"}))
RESET_SECOND_FACTOR = register(
    "access:reset_second_factor", _("reset the second factor of an account"), administrators=frozenset({"security"})
)
