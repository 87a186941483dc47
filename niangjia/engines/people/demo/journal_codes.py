"""What the journal says about the demo."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

FILLED = register_code(
    "people.demo.filled", sentence=_("Filled the register with %(unions)s invented unions and %(persons)s persons")
)
