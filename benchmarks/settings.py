"""The house's own settings, with the bare page that others are measured against."""

from __future__ import annotations

from niangjia.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks"]  # noqa: F405 - for the page's template
