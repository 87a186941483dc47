from __future__ import annotations

from django.apps import AppConfig


class FacesConfig(AppConfig):
    name = "niangjia.foundation.faces"
    label = "faces"

    def ready(self) -> None:
        from .parts import load_parts

        load_parts()
