"""What happens with files stands in the history of what they belong to; the opening of a sealed one is a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.reading import history, looks_at
from niangjia.engines.journal.subjects import Subject
from niangjia.foundation.attachments.keeping import attach, open_content, remove_attachment
from niangjia.foundation.attachments.tests.samples import SEALED, THING, pdf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast

Settings = pytest.FixtureRequest


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def test_files_stand_in_the_history(cast: Cast) -> None:
    made = attach(cast.actor("clerk"), THING, pdf(), "x.pdf")
    open_content(cast.actor("chair"), made)
    remove_attachment(cast.actor("clerk"), made)
    remove_attachment(cast.actor("clerk"), made)
    subject = Subject("test.thing", 7)
    codes = [act.entry.code for act in history(subject)]
    assert codes == ["attachments.file.removed", "attachments.file.added"]
    assert looks_at(subject) == []


def test_each_look_at_a_sealed_one_is_kept(cast: Cast) -> None:
    made = attach(cast.actor("clerk"), SEALED, pdf(), "x.pdf")
    open_content(cast.actor("chair"), made)
    (look,) = looks_at(Subject("test.secret", 8))
    assert look.account_id == cast["chair"].pk
