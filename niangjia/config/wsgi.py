"""The web entry that the server loads in each of its workers."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from niangjia.foundation.lifeline import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niangjia.config.settings")
end_with_parent()
application = get_wsgi_application()
