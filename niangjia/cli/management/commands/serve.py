from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from niangjia.cli.preflight import refuse_unfit
from niangjia.foundation.lifeline import PARENT, be_parent

if TYPE_CHECKING:
    from argparse import ArgumentParser

SERVER = [sys.executable, "-m", "niangjia.cli.webserver"]


class Command(BaseCommand):
    help = "Serve the pages, in the foreground. The database must be migrated."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help="default: NIANGJIA_PORT, or 8000")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unfit()
        connections.close_all()
        os.environ["NIANGJIA_PORT"] = str(options["port"] or settings.HOUSE.port)
        if settings.HOUSE.embedded and PARENT not in os.environ:
            # This process may be the one that owns the embedded database: it stays, and stops it afterwards.
            be_parent()
            sys.exit(subprocess.call(SERVER))
        os.execv(sys.executable, SERVER)  # noqa: S606 - becomes the server; no shell is meant
