from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from niangjia.cli.ports import port, refuse_taken
from niangjia.cli.preflight import refuse_unfit
from niangjia.cli.supervisor import Child, stop_all
from niangjia.foundation.lifeline import PARENT, be_parent

if TYPE_CHECKING:
    from argparse import ArgumentParser

SERVER = [sys.executable, "-m", "niangjia.cli.webserver"]


class Command(BaseCommand):
    help = "Serve the pages, in the foreground. The database must be migrated."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=port, help="default: NIANGJIA_PORT, or 8000")

    def handle(self, *args: Any, **options: Any) -> None:
        house = settings.HOUSE.model_copy(update={"port": options["port"] or settings.HOUSE.port})
        alone = PARENT not in os.environ
        if alone:  # else a web server that was killed may just be letting the port go
            refuse_taken(house)
        refuse_unfit()
        connections.close_all()
        os.environ["NIANGJIA_PORT"] = str(house.port)
        if house.embedded and alone:
            # This process may be the one that owns the embedded database: it stays, and stops it afterwards.
            be_parent()
            sys.exit(_served())
        os.execv(sys.executable, SERVER)  # noqa: S606 - becomes the server; no shell is meant


def _served() -> int:
    child = Child("web server", SERVER, print)
    child.start()
    try:
        return child.wait()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop_all([child])
