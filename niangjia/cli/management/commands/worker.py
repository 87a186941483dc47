from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from niangjia.cli.preflight import refuse_unfit


class Command(BaseCommand):
    help = "Run background jobs, in the foreground."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        from niangjia.foundation.jobs.worker import run_worker

        refuse_unfit()
        run_worker()
