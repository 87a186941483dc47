from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

RATED = register_code("matters.rating.given", sentence=_("rated how the matter went"))
