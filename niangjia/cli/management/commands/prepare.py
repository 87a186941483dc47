from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Make everything ready to serve after an installation or upgrade: migrations, rights, static files."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=min(options["verbosity"], 1) - 1)
        call_command("collectstatic", interactive=False, verbosity=0)
