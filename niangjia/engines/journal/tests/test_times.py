"""Entries that were written later than they say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.engines.journal.sealing.report import Harm
from niangjia.engines.journal.writing import declare_history
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, travelled

from .samples import alter, harm_found, look_in_quiet, make, seal_all

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.journal.connections import Connection

BACKDATED = """
    INSERT INTO journal_entry (time, actor, code, subject_type, subject_id)
    VALUES (%s, 3, 'test.thing.done', 'people.person', '77')
"""


def test_an_entry_that_is_slipped_in_by_its_time(journal: None, owner: Connection) -> None:
    """Written rightly by today's transaction, but telling of ten minutes ago."""
    alter(owner, BACKDATED, now() - timedelta(minutes=10))
    assert harm_found() is Harm.BACKDATED  # already before it is sealed
    seal_all()
    assert harm_found() is Harm.BACKDATED


def test_also_into_a_quiet_time(home: Path, owner: Connection) -> None:
    """Where nothing was sealed for hours, a look that found nothing tells the time."""
    with travelled(to=now() - timedelta(hours=5)):
        make(1)
        seal_all()
    look_in_quiet()
    alter(owner, BACKDATED, now() - timedelta(hours=2))
    seal_all()
    assert harm_found() is Harm.BACKDATED


def test_an_anonymous_entry_of_yesterday(journal: None, owner: Connection) -> None:
    alter(owner, BACKDATED.replace("3,", "NULL,"), now() - timedelta(days=2))
    assert harm_found() is Harm.BACKDATED


def test_a_declared_history_is_lawful_and_counted(journal: None) -> None:
    with transaction.atomic(), travelled(to=now() - timedelta(days=400)):
        declare_history(PLATFORM, "demo")
        make(5, start=500)
    seal_all()
    report = verify_journal()
    assert report.sound and report.declared == 6, report.sentence


def test_a_clock_that_is_put_back_is_no_damage(journal: None) -> None:
    with travelled(to=now() - timedelta(minutes=30)):
        make(1, start=500)
        seal_all()
        make(1, start=501)
        seal_all()
    make(1, start=502)
    seal_all()
    report = verify_journal()
    assert report.sound, report.sentence
