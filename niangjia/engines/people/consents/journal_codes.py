from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

from .purposes import title_of

PURPOSE = {"purpose": title_of}

GIVEN = register_code("people.consent.given", sentence=_("Agreed to: %(purpose)s"), words=PURPOSE)
WITHDRAWN = register_code(
    "people.consent.withdrawn", sentence=_("Took back the consent to: %(purpose)s"), words=PURPOSE
)
