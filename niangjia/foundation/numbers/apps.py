from __future__ import annotations

from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "niangjia.foundation.numbers"
    label = "numbers"
