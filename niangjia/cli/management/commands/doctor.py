from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import ERROR
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils import translation

from niangjia.cli.preflight import findings, unapplied_migrations
from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.foundation import embedded
from niangjia.foundation.readings import Health, Reading, readings

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

WORKERS = "jobs.workers"
# Sessions of the app's role beside this one: web servers and workers hold theirs.
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()
"""
MARKS = {Health.GOOD: "  ", Health.WARN: "! ", Health.BAD: "✗ "}


def _house() -> Iterator[Reading]:
    house = settings.HOUSE
    yield Reading("house.version", "version", settings.VERSION)
    yield Reading("house.mode", "mode", house.mode)
    yield Reading("house.home", "home", str(house.home))
    if house.embedded:
        for key, value in asdict(embedded.status(house.home)).items():
            yield Reading(f"embedded.{key}", f"embedded database: {key.replace('_', ' ')}", str(value))


def _database(*, journal: bool) -> Iterator[Reading]:
    house = settings.HOUSE
    if house.embedded and not embedded.status(house.home).initialised:
        yield Reading("embedded", "embedded database", "none yet", Health.BAD, "`niangjia prepare` makes it.")
        return
    yield from map(_as_at_rest, readings())
    try:
        yield from _checks()
        if journal:
            yield verify_journal().reading()
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        yield Reading("database", "database", reason, Health.BAD, "What needs it was not looked at.")


def _as_at_rest(reading: Reading) -> Reading:
    """Without a worker jobs wait, which is bad where people work, and as it should be where nothing runs at all."""
    if reading.key != WORKERS or reading.health is not Health.BAD:
        return reading
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        if cursor.fetchone() != (0,):
            return reading
    return replace(reading, health=Health.WARN, hint="Nothing of the platform is running.")


def _checks() -> Iterator[Reading]:
    if missing := unapplied_migrations():
        yield Reading("migrations", "migrations missing", str(missing), Health.BAD, "Run `niangjia migrate`.")
        return
    for found in findings():
        health = Health.BAD if found.level >= ERROR else Health.WARN
        yield Reading(found.id or "check", found.msg, "", health, found.hint or "")


class Command(BaseCommand):
    help = "Say how this instance is doing, where its data lies and what is wrong. Exits with 1 if something is bad."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--journal", action="store_true", help="also prove the whole journal; takes a while")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            found = [*_house(), *_database(journal=options["journal"])]
            self.stdout.write(_as_json(found) if options["json"] else _as_text(found))
        if any(reading.health is Health.BAD for reading in found):
            sys.exit(1)


def _as_json(found: list[Reading]) -> str:
    rows = [{**asdict(reading), "title": str(reading.title), "hint": str(reading.hint)} for reading in found]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _as_text(found: list[Reading]) -> str:
    lines = [f"{MARKS[reading.health]}{reading.title}: {reading.value} {reading.hint}".rstrip() for reading in found]
    return "\n".join(lines)
