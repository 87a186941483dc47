from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from niangjia.engines.matters.limits.recomputing import recompute_soon


class Command(BaseCommand):
    help = "Work all time limits that run out anew, after figures or holidays have changed; a job does it."

    def handle(self, *args: Any, **options: Any) -> None:
        job = recompute_soon()
        self.stdout.write(f"job {job.pk}: {job.total or 0} time limits")
