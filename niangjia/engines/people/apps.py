from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import MenuEntry
from niangjia.foundation.faces.menu import add_to_desk


class PeopleConfig(AppConfig):
    name = "niangjia.engines.people"
    label = "people"

    def ready(self) -> None:
        from niangjia.foundation.jobs.surroundings import surround_chunks

        from . import checks, permissions, registrations  # noqa: F401
        from .scope import around_chunk

        surround_chunks(around_chunk)
        add_to_desk(
            MenuEntry(_("Members and workers"), "people:registry", "users", permission=permissions.SEE, order=100),
            MenuEntry(_("Unions"), "people:tree", "building-community", permission=permissions.SEE_UNIONS, order=110),
        )
