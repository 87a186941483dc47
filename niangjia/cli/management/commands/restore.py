from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from niangjia.cli.archive import BackupError, use_backup

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Fill an empty database and home from a backup. Put the keys that belong to it in place, too."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = use_backup(settings.HOUSE, options["file"].absolute())
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from None
        call_command("migrate", verbosity=0)  # an older backup is brought up to date; rights are given
        if options["json"]:
            self.stdout.write(json.dumps(asdict(manifest)))
            return
        self.stdout.write(f"Restored what version {manifest.version} wrote on {manifest.made}.")
        self.stdout.write(f"Put the keys of that instance into {settings.HOUSE.keys}: they are not in a backup.")
