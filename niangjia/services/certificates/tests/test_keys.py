"""Another key for everything that a case leaves behind, sealed: matter, paper, copies, scans, files, sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from niangjia.engines.matters.acts.notes import write_note
from niangjia.engines.matters.models import Note
from niangjia.engines.papers import papers_about, revoke_paper, seal_paper, send_paper
from niangjia.engines.papers.books.models import SealUse
from niangjia.engines.papers.life.freezing import content_of
from niangjia.engines.papers.life.models import Delivery, Paper
from niangjia.engines.papers.scans import store
from niangjia.engines.papers.scans.actions import file_leaf, hand_in_scan
from niangjia.engines.papers.scans.models import Scan, ScanPage
from niangjia.engines.papers.scans.reading import Leaf
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.second.adapter import SealedAdapter
from niangjia.foundation.attachments.keeping import attach, attachments_of, open_content
from niangjia.foundation.jobs.running import run_slice
from niangjia.foundation.keys import add_pair, ensure_pair, use_pair
from niangjia.foundation.secrets import KeyRing, Place, ring
from niangjia.foundation.secrets.house import vault
from niangjia.foundation.secrets.keeping import ids_needed, keepers

from .conftest import asked, task_of, url

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.matters.models import Matter
    from tests.harness.people import Cast


class House:
    """The house of the tests with other keys."""

    def __init__(self, house: object, keys: Path) -> None:
        self.keys, self._house = keys, house

    def __getattr__(self, name: str) -> object:
        return getattr(self._house, name)


PICTURE = b"\xff\xd8\xff a page"


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of the test's own, and one for files."""
    folder = tmp_path / "keys"
    folder.mkdir()
    ensure_pair(folder)
    monkeypatch.setattr(ring, "LOOK_EVERY", -1)
    monkeypatch.setattr(vault(), "_ring", KeyRing(folder))
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "files")
    monkeypatch.setattr(settings, "HOUSE", House(settings.HOUSE, folder))
    return folder


def _leaves_all_behind(cast: Cast) -> Matter:
    matter = asked(cast)
    clerk, chair = cast.actor("clerk"), cast.actor("chair")
    with acting(clerk):
        write_note(clerk, matter, Note.Kind.INSIDE, "已电话核对")
        attach(clerk, matter, b"%PDF-1.4\n%%EOF\n", "证明材料.pdf")
    cast.client("clerk").post(url(task_of(matter)), {"outcome": "issue", "seen": "on"})
    paper = papers_about(matter).get()
    with acting(clerk):
        scan = hand_in_scan(clerk, cast.union("mine"), "扫描件.pdf", b"%PDF-1.7")
        file_leaf(clerk, scan, Leaf(0, (), False, PICTURE))
        seal_paper(clerk, paper)
        send_paper(clerk, paper, to_name="王小梅")
    with acting(chair):
        revoke_paper(chair, paper, "入会日期有误")
    TOTP.activate(cast["clerk"], "JBSWY3DPEHPK3PXP")
    return matter


def test_nothing_needs_the_old_key_in_the_end(committed: str, cast: Cast, keys: Path) -> None:
    _ = cast["chair"], cast["clerk"]
    matter = _leaves_all_behind(cast)
    use_pair(keys, add_pair(keys))
    assert 1 in ids_needed()
    with pytest.raises(CommandError):
        call_command("keys", "retire", "1")
    for job_id in [keeper.move() for keeper in keepers()]:
        run_slice(job_id)
    assert ids_needed() == {2}
    call_command("keys", "retire", "1")
    assert not (keys / "data-1").exists()
    _all_can_be_read(cast, matter)


def _all_can_be_read(cast: Cast, matter: Matter) -> None:
    clerk, paper = cast.actor("clerk"), Paper.objects.get()
    with acting(clerk):
        assert content_of(paper)["sheet"]["blocks"][0]["rows"][0][1] == "王小梅"
        assert paper.revoke_reason is not None
        assert paper.revoke_reason.reveal() == "入会日期有误"
        assert Note.objects.get(matter=matter).text.reveal() == "已电话核对"
        assert Delivery.objects.get().to_name.reveal() == "王小梅"
        assert SealUse.objects.get().title.reveal() == paper.caption
        (file,) = attachments_of(matter)
        assert (file.name.reveal(), open_content(clerk, file)[:5]) == ("证明材料.pdf", b"%PDF-")
    assert store.get(store.PICTURE, ScanPage.objects.get().uid) == PICTURE
    assert store.get(store.UPLOAD, Scan.objects.get().uid) == b"%PDF-1.7"
    assert SealedAdapter().decrypt(Authenticator.objects.get().data["secret"]) == "JBSWY3DPEHPK3PXP"


def test_a_line_of_the_book_of_seal_uses_is_sealed_anew_and_not_changed(cast: Cast, keys: Path) -> None:
    _ = cast["chair"]
    _leaves_all_behind(cast)
    line = SealUse.objects.get()
    other = vault().seal(Place("papers_sealuse", "title", str(line.uid)), "合同")
    for statement, given in (
        ("UPDATE papers_sealuse SET title = %s", [other]),
        ("UPDATE papers_sealuse SET copies = %s", [9]),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, given)
