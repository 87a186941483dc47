from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from niangjia.cli.archive import BackupError, make_backup

if TYPE_CHECKING:
    from argparse import ArgumentParser

KEYS = "Keys are not in it: keep a copy of {keys} in another place, or the backup can't be read."


class Command(BaseCommand):
    help = "Write the database and the attachments to one new file, while people work on. Keys never go into it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["file"].absolute()
        try:
            manifest = make_backup(settings.HOUSE, target)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps({"file": str(target), **asdict(manifest)}))
            return
        self.stdout.write(f"{target}: {target.stat().st_size:,} bytes, {manifest.attachments} attachments.")
        self.stdout.write(f"For PostgreSQL {manifest.postgresql} or newer, not for older servers.")
        self.stdout.write(KEYS.format(keys=settings.HOUSE.keys))
