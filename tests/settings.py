"""The house's settings for the process that runs the tests. Processes that tests start use the real ones."""

from __future__ import annotations

import os

from tests.harness import cluster

for variable in [name for name in os.environ if name.startswith(("NIANGJIA_", "DATABASE_"))]:
    if variable not in {"NIANGJIA_CHROMIUM", "NIANGJIA_TEST_HOME"}:
        del os.environ[variable]
os.environ["NIANGJIA_HOME"] = str(cluster.HOUSE)

from niangjia.config.settings import *  # noqa: E402, F403

# The cast signs in a thousand times. The slow one is for those who sign in at a real server.
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("MD5", "PBKDF2")]
# Each of the tests' clients has middleware of its own; this one would list all static files when it is made.
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
