"""The house's own settings for the web server of the journeys, which knows the samples, too."""

from __future__ import annotations

from niangjia.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.harness.sample_urls"
