from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import translation

from niangjia.cli.keys import add_verbs
from niangjia.foundation.jobs.models import LIVE, Job, State
from niangjia.foundation.keys import live_ids, retire_pair
from niangjia.foundation.secrets.keeping import ids_needed, keepers

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from uuid import UUID

LOOK, PATIENCE = 0.5, 10.0  # seconds between two looks; until it is said that nobody does the job
NOBODY = "No job worker has taken it up yet: is `niangjia worker` running?"


class Command(BaseCommand):
    help = "The verbs of `niangjia keys` that look at people's data; the others are in niangjia/cli/keys.py."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_verbs(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            if options["verb"] == "retire":
                self._retire(options["id"])
            else:
                self._rotate(wait=not options["no_wait"])

    def _retire(self, key_id: int) -> None:
        folder = settings.HOUSE.keys
        if key_id in live_ids(folder)[1:] and key_id in ids_needed():
            raise CommandError(
                f"Data still need key {key_id}: without it they could not be opened or found. "
                "`niangjia keys rotate` moves them to the current key; retire it after that."
            )
        retire_pair(folder, key_id)
        self.stdout.write(" ".join(str(live) for live in live_ids(folder)))

    def _rotate(self, *, wait: bool) -> None:
        started = [keeper.move() for keeper in keepers()]
        if not wait:
            self.stdout.write("Started. `niangjia keys rotate` shows how far it is.")
            return
        for job_id in started:
            self._follow(job_id)
        current, *others = live_ids(settings.HOUSE.keys)
        idle = sorted({*others} - ids_needed())
        self.stdout.write(f"All data are sealed with key {current}.")
        if idle:
            self.stdout.write(f"No longer needed: {', '.join(map(str, idle))} (`niangjia keys retire`).")

    def _follow(self, job_id: UUID) -> None:
        """Show how far a job is until it ends. Stopping this command stops nothing: the job goes on."""
        told, until = "", time.monotonic() + PATIENCE
        while (job := Job.objects.get(pk=job_id)).state in LIVE:
            connection.close()  # not held while waiting
            line = _line(job)
            if job.chunks == 0 and time.monotonic() > until:
                line = NOBODY
            if line != told:
                self.stdout.write(line)
                self.stdout.flush()
                told = line
            time.sleep(LOOK)
        if job.state != State.DONE:
            raise CommandError(f"It stopped: {job.reason or job.get_state_display()} Start it again.")


def _line(job: Job) -> str:
    if job.total:
        return f"{100 * job.done // job.total} % of {job.total:,} steps"
    return f"{job.title}: {job.get_state_display()}"
