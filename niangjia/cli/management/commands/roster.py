from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.commands.acting import OUT_REASON, named, union_with
from niangjia.engines.people.roster.commands.files import writable, write_file
from niangjia.engines.people.roster.commands.importing import Asked, Importing
from niangjia.engines.people.roster.layouts import BadLayout, load
from niangjia.engines.people.roster.staging.own_scope import REASON
from niangjia.engines.people.roster.staging.rows import Outcome
from niangjia.engines.people.roster.workbooks import find_layout, listed, template
from niangjia.foundation.access.actor import Refused

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from niangjia.engines.people.roster.commands.importing import Told
    from niangjia.engines.people.roster.layouts import Layout


class Command(BaseCommand):
    help = "Lists of members in and out: `niangjia roster import|export|template`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="check a list, and with --commit enter it")
        importing.add_argument("file", type=Path, metavar="FILE", help=".xlsx, .xls, .et or .csv")
        importing.add_argument("--commit", action="store_true", help="enter it; without, only tell what would happen")
        entry = importing.add_mutually_exclusive_group()
        entry.add_argument(
            "--recorded-later",
            metavar="WORD",
            default="",
            help="record the new ones as members, on whose word (default)",
        )
        entry.add_argument(
            "--to-apply", action="store_true", help="the new ones wait for an application: no members yet"
        )
        importing.add_argument("--errors", type=Path, metavar="OUT.xlsx", help="write the rows to be mended there")
        importing.add_argument(
            "--sheet", default="", help="the sheet with the table (default: the first that has one)"
        )
        importing.add_argument("--layout", default="", metavar="KEY", help="the layout that the file has")
        exporting = verbs.add_parser("export", help="the members of a union and all below it, in a layout")
        exporting.add_argument("--plain", action="store_true", help="numbers in full; needs --reason")
        exporting.add_argument("--reason", default="", help="stands in the file; each person can read it")
        empty = verbs.add_parser("template", help="an empty workbook to fill in")
        for verb in (exporting, empty):
            verb.add_argument(
                "--layout", default="ours", metavar="KEY", help="a layout's key, or a file that describes one"
            )
            verb.add_argument("out", type=Path, metavar="OUT.xlsx")
        for verb in (importing, exporting, empty):
            verb.add_argument("--union", required=True, metavar="CODE", help="the union's code")
            verb.add_argument(
                "--as", dest="name", default="", metavar="NAME", help="act as this account (default: the platform)"
            )
            verb.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        verbs = {"import": self._import, "export": self._export, "template": self._template}
        with translation.override("en"):
            try:
                verbs[options["verb"]](options)
            except (NotPossible, Refused) as error:
                raise self._failed(str(error), options) from None
            except BadLayout as error:
                raise self._failed("\n".join(error.problems), options) from None
            except OSError as error:
                raise self._failed(f"{error.filename or ''}: {error.strerror}", options) from None

    def _failed(self, sentence: str, options: dict[str, Any]) -> CommandError:
        if options["json"]:
            self.stdout.write(json.dumps({"error": sentence}))
        return CommandError(sentence)

    def _import(self, options: dict[str, Any]) -> None:
        errors = options["errors"]
        asked = Asked(
            sheet=options["sheet"], layout=options["layout"], commit=options["commit"],
            word=None if options["to_apply"] else options["recorded_later"], errors=errors and writable(errors),
        )  # fmt: skip
        whose = named(options["name"], REASON)
        told = Importing(whose, union_with(options["union"]), asked, self._say).run(options["file"])
        if options["json"]:
            self.stdout.write(json.dumps(told.as_json()))
        else:
            self._tell(told, errors)

    def _say(self, sentence: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{sentence} …\x1b[K", ending="")

    def _tell(self, told: Told, errors: Path | None) -> None:
        counts = told.counts
        self.stdout.write(f"{counts.rows:,} rows in {told.seconds:.1f} s, {counts.warnings:,} of them with a warning")
        for outcome in Outcome:
            if count := counts.outcomes[outcome.value]:
                self.stdout.write(f"  {count:>9,}  {outcome.value}")
        for code, count in sorted(counts.reasons.items(), key=lambda one: -one[1]):
            self.stdout.write(f"  {count:>9,}  {code}: {reasons_sentence(code)}")
        self.stdout.write("Committed." if told.committed else "Not committed: nothing was entered.")
        if told.returned:
            self.stdout.write(f"The rows to be mended: {errors}")

    def _export(self, options: dict[str, Any]) -> None:
        out, layout, union = writable(options["out"]), _layout(options["layout"]), union_with(options["union"])
        plain, reason = options["plain"], options["reason"]
        whose = named(options["name"], OUT_REASON)
        with whose.do(lambda actor: listed(actor, union, layout, plain=plain, reason=reason)) as content:
            write_file(out, content)
        self._done(out, layout, options)

    def _template(self, options: dict[str, Any]) -> None:
        out, layout, union = writable(options["out"]), _layout(options["layout"]), union_with(options["union"])
        content = template(named(options["name"], OUT_REASON).actor(), union, layout)
        write_file(out, io.BytesIO(content))
        self._done(out, layout, options)

    def _done(self, out: Path, layout: Layout, options: dict[str, Any]) -> None:
        told = {"file": str(out), "layout": layout.key, "standing": layout.standing.value}
        self.stdout.write(json.dumps(told) if options["json"] else f"{out}: {layout.title}")


def _layout(key: str) -> Layout:
    if key.endswith(".json"):
        return load(Path(key).read_text(encoding="utf-8", errors="replace"))
    return find_layout(key)


def reasons_sentence(code: str) -> str:
    from niangjia.engines.people.roster.staging.reasons import sentence

    return sentence(code)
