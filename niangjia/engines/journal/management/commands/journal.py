from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from niangjia.engines.journal import UnfitData
from niangjia.engines.journal.sealing.accepting import NothingToAccept, accept_chain
from niangjia.engines.journal.sealing.sealer import NotSettled, seal
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Seal the journal now, or accept its chain of seals as it is after a restore. The proof: doctor --journal."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("seal", help="seal what is final")
        accept = verbs.add_parser("accept", help="go on from the chain in the database, as after a restore")
        accept.add_argument("--reason", required=True, help="stands in the journal and beside the head")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "seal":
            self._seal()
        else:
            self._accept(options["reason"])

    def _seal(self) -> None:
        try:
            self.stdout.write(f"{seal(seconds=3600):,} entries sealed.")
        except NotSettled:
            raise CommandError("The database came into another cluster: run `niangjia migrate` first.") from None

    def _accept(self, reason: str) -> None:
        try:
            number = accept_chain(PLATFORM, reason)
        except NothingToAccept:
            raise CommandError("There are no seals yet.") from None
        except UnfitData as error:
            raise CommandError(f"The reason is not fit: {error}") from None
        self.stdout.write(f"Seals up to number {number} are accepted. The log before was set aside, not removed.")
