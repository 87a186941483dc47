"""What the journal says about lists that were taken out."""

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
