from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import Button, MenuEntry, Section
from niangjia.foundation.faces.due import add_due
from niangjia.foundation.faces.menu import add_to_desk


class PeopleConfig(AppConfig):
    name = "niangjia.engines.people"
    label = "people"

    def ready(self) -> None:
        from niangjia.foundation.access.hooks import phones_lead_to
        from niangjia.foundation.jobs.surroundings import surround_chunks

        from . import checks, permissions, registrations  # noqa: F401
        from .corrections.calendar import waiting_lines_of
        from .posts.calendar import due_lines_of
        from .scope import around_chunk

        surround_chunks(around_chunk)
        phones_lead_to("claiming:who")
        add_due(due_lines_of, waiting_lines_of)
        add_to_desk(
            MenuEntry(
                _("Members and workers"),
                "people:registry",
                "users",
                permission=permissions.SEE,
                order=100,
                button=Button.MEMBERS,
            ),
            MenuEntry(_("Lists"), "people:rosters", "clipboard-list", permission=permissions.EDIT, order=105),
            MenuEntry(
                _("Corrections and notes"), "people:corrections", "pencil", permission=permissions.EDIT, order=106
            ),
            MenuEntry(_("Unions"), "people:tree", "building-community", permission=permissions.SEE_UNIONS, order=110),
            section=Section.REGISTER,
        )
