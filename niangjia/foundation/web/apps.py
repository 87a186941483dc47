from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "niangjia.foundation.web"
    label = "web"
