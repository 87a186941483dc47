from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.registry import register

READ = register("journal:read", _("read the journal"), administrators=frozenset({"audit"}))
