"""What the journal writes about itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .codes import register_code
from .subjects import Subject

JOURNAL = Subject("journal.entry", 0)  # the journal as a whole
DECLARED = register_code(
    "journal.history.declared", sentence=_("Declared that entries beside this one were made later: %(reason)s")
)
ACCEPTED = register_code(
    "journal.chain.accepted", sentence=_("Accepted the seals up to number %(seal)s, as after a restore: %(reason)s")
)
REMOVED = register_code("journal.retention.removed", sentence=_("%(count)s entries went after their time"))
