from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from niangjia.engines.matters.acts.versions import move_matters
from niangjia.engines.matters.bpmn.running import read_specs
from niangjia.engines.matters.bpmn.walking import walk
from niangjia.engines.matters.checks import problems
from niangjia.engines.matters.procedures import all_procedures
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Check the drawings of procedures, or move open matters to the drawing of today where that is safe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("check", help="hold every drawing against what it names, and walk all its paths")
        move = verbs.add_parser("move", help="move open matters; those that stay are listed with the reason")
        move.add_argument("procedure", nargs="?", default="", help="of this procedure only")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "check":
            self._check()
        else:
            self._move(options["procedure"])

    def _check(self) -> None:
        wrong = 0
        for key, procedure in sorted(all_procedures().items()):
            found = list(problems(procedure)) or walk(read_specs(procedure.texts())).problems
            wrong += len(found)
            self.stdout.write(f"{key}: {'fits' if not found else ''}{'; '.join(found)}")
        if wrong:
            raise CommandError(f"{wrong} problems.")

    def _move(self, asked: str) -> None:
        keys = sorted(all_procedures())
        if asked and asked not in keys:
            raise CommandError(f"There is no procedure {asked}.")
        for key in [asked] if asked else keys:
            moved = 0
            for _matter, number, why in move_matters(PLATFORM, key):
                moved += not why
                if why:
                    self.stdout.write(f"{number} stays: {why}")
            self.stdout.write(f"{key}: {moved} moved.")
