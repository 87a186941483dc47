"""What must hold before pages are served or jobs are run."""

from __future__ import annotations

from django.core.checks import ERROR, CheckMessage, run_checks
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

PRODUCTION = "production"


def findings() -> list[CheckMessage]:
    """Everything that the production checks found, worst first."""
    return sorted(run_checks(tags=[PRODUCTION], databases=[DEFAULT_DB_ALIAS]), key=lambda found: -found.level)


def unapplied_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_unfit() -> None:
    """Raises CommandError, naming everything that stands in the way."""
    if missing := unapplied_migrations():  # the checks need the tables
        raise CommandError(f"The database lacks {missing} migrations: run `niangjia migrate` first.")
    if reasons := [f"{found.msg} {found.hint or ''}".strip() for found in findings() if found.level >= ERROR]:
        raise CommandError("\n".join(reasons))
