from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.http import Http404

from niangjia.foundation.access.actor import Refused
from niangjia.foundation.attachments import About, BadFile, jobs, store
from niangjia.foundation.attachments.keeping import (
    attach,
    attachments_of,
    forget_all,
    load_attachment,
    open_content,
    remove_attachment,
)
from niangjia.foundation.attachments.models import Attachment
from niangjia.foundation.clock import now, travelled
from niangjia.foundation.jobs.running import run_slice
from niangjia.foundation.keys import add_pair, ensure_pair, use_pair
from niangjia.foundation.secrets import KeyRing, ring
from niangjia.foundation.secrets.house import vault

from .samples import SEALED, THING, pdf, picture

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    """A folder of files of the test's own."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def _on_disk(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_and_comes_back(cast: Cast) -> None:
    made = attach(cast.actor("clerk"), THING, pdf(), "证明.exe")
    found = load_attachment(cast.actor("chair"), made.pk)
    assert open_content(cast.actor("chair"), found) == pdf()
    assert (found.name.reveal(), found.kind, found.size, found.sealed) == ("证明.pdf", "pdf", len(pdf()), False)


def test_a_sealed_one_is_no_plain_file_and_each_look_is_kept(cast: Cast, folder: Path) -> None:
    made = attach(cast.actor("clerk"), SEALED, picture(), "病历.jpg")
    content, small = _on_disk(folder)
    assert b"\xff\xd8\xff" not in content.read_bytes() + small.read_bytes()
    assert open_content(cast.actor("chair"), made)[:3] == b"\xff\xd8\xff"


def test_a_ciphertext_of_another_file_does_not_open(cast: Cast) -> None:
    one, other = (attach(cast.actor("clerk"), SEALED, pdf(sign), "x") for sign in (b"1", b"2"))
    store.path_of(one.pk, store.CONTENT).replace(store.path_of(other.pk, store.CONTENT))
    with pytest.raises(Http404):
        open_content(cast.actor("clerk"), other)


def test_who_may_not_gets_nothing(cast: Cast) -> None:
    made = attach(cast.actor("clerk"), THING, pdf(), "x.pdf")
    with pytest.raises(Http404):
        load_attachment(cast.actor("other_clerk"), made.pk)
    with pytest.raises(Refused):
        attach(cast.actor("chair"), THING, pdf(), "x.pdf")
    with pytest.raises(Refused):
        remove_attachment(cast.actor("chair"), made)
    with pytest.raises(Http404):  # nobody guards it
        attach(cast.actor("clerk"), About("test.unguarded", "1"), pdf(), "x.pdf")


def test_so_many_and_no_more(cast: Cast) -> None:
    for _number in range(3):
        attach(cast.actor("clerk"), THING, pdf(), "x.pdf")
    with pytest.raises(BadFile, match="3 files"):
        attach(cast.actor("clerk"), THING, pdf(), "x.pdf")


def test_what_was_taken_away_goes_weeks_later(cast: Cast, folder: Path) -> None:
    made = attach(cast.actor("clerk"), THING, pdf(), "x.pdf")
    remove_attachment(cast.actor("clerk"), made)
    remove_attachment(cast.actor("clerk"), made)
    assert attachments_of(THING) == []
    jobs.sweep_files()
    assert len(_on_disk(folder)) == 1
    with travelled(to=now() + timedelta(days=36)):
        jobs.sweep_files()
    assert (_on_disk(folder), Attachment.objects.get().gone) == ([], True)


def test_files_of_undone_transactions_and_forgotten_rows_are_swept(cast: Cast, folder: Path) -> None:
    _ = cast["clerk"]
    with pytest.raises(RuntimeError), transaction.atomic():
        attach(cast.actor("clerk"), THING, pdf(), "x.pdf")
        raise RuntimeError
    kept = attach(cast.actor("clerk"), THING, pdf(), "x.pdf")
    attach(cast.actor("clerk"), SEALED, pdf(), "x.pdf")
    assert forget_all([SEALED]) == 1
    jobs.sweep_files()
    assert len(_on_disk(folder)) == 3  # a day's patience with transactions that still run
    with travelled(to=now() + timedelta(days=2)):
        jobs.sweep_files()
    assert [path.name for path in _on_disk(folder)] == [f"{kept.pk.hex}.content"]


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of the test's own, which the house's vault follows at once."""
    ensure_pair(tmp_path / "keys")
    monkeypatch.setattr(ring, "LOOK_EVERY", -1)
    monkeypatch.setattr(vault(), "_ring", KeyRing(tmp_path / "keys"))
    return tmp_path / "keys"


def test_sealed_ones_move_to_another_key(cast: Cast, keys: Path) -> None:
    attach(cast.actor("clerk"), SEALED, picture(), "病历.jpg")
    new = add_pair(keys)
    use_pair(keys, new)
    while jobs._of_other_keys().exists():
        for row in jobs._of_other_keys():
            jobs._move(row)
    row = Attachment.objects.get()
    assert (row.key, row.name.reveal()) == (new, "病历.jpg")
    assert jobs._needed() == {new}
    assert store.path_of(row.pk, store.PREVIEW).read_bytes()[1] == new
    assert open_content(cast.actor("clerk"), row)[:3] == b"\xff\xd8\xff"


def test_the_move_is_a_job(committed: str, cast: Cast) -> None:
    with transaction.atomic():
        attach(cast.actor("clerk"), SEALED, pdf(), "x.pdf")
    job_id = jobs._start()
    run_slice(job_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, failure FROM jobs_job WHERE id = %s", [job_id])
        assert cursor.fetchone() == ("done", "")
