"""What the journal says about lists: what was taken out, which views are kept. Names of views stay out of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

EXPORTED = register_code(
    "people.export.masked",
    sentence=_("Exported in a list of %(count)s persons, numbers masked"),
    look=True,
    purpose=_("A list for the union's work"),
)
EXPORTED_PLAIN = register_code(
    "people.export.plain", sentence=_("Exported in a list of %(count)s persons, numbers in full"), look=True
)
VIEW_KEPT = register_code("people.view.kept", sentence=_("Kept a view of the list"))
VIEW_SHARED = register_code("people.view.shared", sentence=_("Shared a view of the list with the union's staff"))
VIEW_CHANGED = register_code("people.view.changed", sentence=_("Changed a view of the list"))
VIEW_REMOVED = register_code("people.view.removed", sentence=_("Removed a view of the list"))
