from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections, transaction

from niangjia.config.databases import OWNER
from niangjia.foundation.database.grants import SameRole, grant_app_rights

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.management.base import CommandParser
    from django.db.backends.utils import CursorWrapper

LOCK = 7_205_759_403  # one migration at a time; the number means nothing


class Command(Migrate):
    """Django's own, as the tables' owner, one at a time; then the cache's table and the app role's rights."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database=OWNER)

    def handle(self, *args: Any, **options: Any) -> None:
        if OWNER not in connections:
            raise CommandError("DATABASE_OWNER_URL: name the role that owns the tables.")
        with connections[OWNER].cursor() as cursor:
            take_turn(cursor, self.stdout.write)
        super().handle(*args, **options)
        call_command("createcachetable", database=OWNER, verbosity=0)
        try:
            with transaction.atomic(OWNER), connections[OWNER].cursor() as cursor:
                grant_app_rights(cursor, connections["default"].settings_dict["USER"])
        except SameRole as error:
            raise CommandError(str(error)) from None
        connections[OWNER].close()  # and with it the lock


def take_turn(cursor: CursorWrapper, say: Callable[[str], object]) -> None:
    """Wait until no other migration runs, as long as it takes; the turn ends with the connection."""
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
    if cursor.fetchone()[0]:
        return
    say("Another migration runs on this database; waiting for its end.")
    cursor.execute("SET lock_timeout = 0")  # it is meant for tables that people use
    cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    cursor.execute("RESET lock_timeout")
