from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from niangjia.engines.papers.demo import fill_papers
from niangjia.engines.people.demo.filling import SEED, fill_demo, is_fresh
from niangjia.engines.people.demo.sizes import SIZES
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.faces.parts import parts

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from niangjia.engines.people.demo.filling import Filled


class Command(BaseCommand):
    help = "Fill an empty register with an invented city, and print the accounts that were made for it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="small", help="3,000, 50,070 or 500,700 members")
        parser.add_argument("--seed", type=int, default=SEED, help="another number gives another city")
        parser.add_argument("--first-start", action="store_true", help="do nothing unless the house is new")
        parser.add_argument("--json", action="store_true", help="the accounts as a list, the city's officer first")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["first_start"] and not is_fresh():
            return
        try:
            filled = fill_demo(options["size"], seed=options["seed"], say=self._say)
        except NotPossible as error:
            raise CommandError(str(error)) from None
        fill_papers(filled.accounts)
        for part in parts("demo"):
            part.fill(filled.accounts)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(account) for account in filled.accounts], ensure_ascii=False))
        else:
            self._tell(filled)

    def _say(self, sentence: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{sentence}\x1b[K", ending="")

    def _tell(self, filled: Filled) -> None:
        self._say("")
        self.stdout.write(f"An invented city: {filled.unions:,} unions, {filled.persons:,} persons. Sign in as")
        for account in filled.accounts:
            self.stdout.write(f"  {account.username:<20} {account.password}  {account.role} of {account.union}")
