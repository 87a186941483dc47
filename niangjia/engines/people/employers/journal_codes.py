"""What the journal says of employers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import fields_of

RECORDED = register_code("people.employer.recorded", sentence=_("Entered the employer into the register"))
CORRECTED = register_code(
    "people.employer.corrected",
    sentence=_("Corrected the employer's data: %(fields)s"),
    words={"fields": fields_of("people.employer")},
)
