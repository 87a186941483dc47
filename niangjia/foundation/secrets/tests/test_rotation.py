from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from niangjia.foundation.keys import add_pair, retire_pair, use_pair
from niangjia.foundation.secrets import KeyRing, Place, UnknownKey, Vault, ring

if TYPE_CHECKING:
    from pathlib import Path

PLACE = Place("people_identifier", "number", 7)
KIND, NUMBER = "resident_id", "11010519491231002X"


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ring, "LOOK_EVERY", -1)


@pytest.mark.usefixtures("_at_once")
def test_a_running_vault_follows_its_folder(folder: Path, vault: Vault) -> None:
    old = vault.seal(PLACE, NUMBER)
    use_pair(folder, add_pair(folder))
    assert vault.key_ids == [2, 1]
    assert vault.needs_reencryption(old)
    assert not vault.needs_reencryption(vault.reseal(PLACE, old))


def test_a_key_that_another_process_uses_already_is_looked_for_at_once(folder: Path, vault: Vault) -> None:
    use_pair(folder, add_pair(folder))
    sealed = Vault(KeyRing(folder)).seal(PLACE, NUMBER)
    assert sealed[1] == 2
    assert vault.open(PLACE, sealed) == NUMBER


@pytest.mark.usefixtures("_at_once")
def test_a_retired_key_opens_nothing_more(folder: Path, vault: Vault) -> None:
    old = vault.seal(PLACE, NUMBER)
    use_pair(folder, add_pair(folder))
    retire_pair(folder, 1)
    with pytest.raises(UnknownKey, match="key 1"):
        vault.open(PLACE, old)


@pytest.mark.usefixtures("_at_once")
def test_a_folder_that_became_unusable_is_reported_and_the_keys_stay(
    folder: Path, vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    sealed = vault.seal(PLACE, NUMBER)
    (folder / "find-1").unlink()
    assert vault.open(PLACE, sealed) == NUMBER
    assert "find-1 is missing" in caplog.text


def test_a_secret_moves_to_a_new_owner(vault: Vault) -> None:
    moved = PLACE._replace(owner=8)
    assert vault.open(moved, vault.reseal(PLACE, vault.seal(PLACE, NUMBER), to=moved)) == NUMBER


def found(vault: Vault, index: set[bytes]) -> bool:
    return any(digest.digest in index for digest in vault.digests(KIND, NUMBER))


def test_nothing_is_unfindable_while_processes_know_different_keys(folder: Path, vault: Vault) -> None:
    before = {digest.digest for digest in vault.digests(KIND, NUMBER)}
    use_pair(folder, add_pair(folder))
    ahead = Vault(KeyRing(folder))
    written_ahead = {digest.digest for digest in ahead.digests(KIND, NUMBER)}
    assert found(ahead, before)  # a row from before the rotation, found by who knows the new key
    assert found(vault, written_ahead)  # a row of who knows the new key, found by who does not yet


@pytest.mark.usefixtures("_at_once")
def test_reading_and_writing_go_on_while_keys_rotate(folder: Path, vault: Vault) -> None:
    rows = {owner: vault.seal(PLACE._replace(owner=owner), NUMBER) for owner in range(20)}
    stop, failures = threading.Event(), []

    def work() -> None:
        while not stop.is_set():
            for owner, sealed in list(rows.items()):
                place = PLACE._replace(owner=owner)
                try:
                    assert vault.open(place, sealed) == NUMBER
                    rows[owner] = vault.seal(place, NUMBER)
                except Exception as error:  # noqa: BLE001 - whatever it is, the test must see it
                    failures.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    for key_id in (2, 3):
        use_pair(folder, add_pair(folder))
        for owner, sealed in list(rows.items()):
            rows[owner] = vault.reseal(PLACE._replace(owner=owner), sealed)
        assert not failures
        assert key_id in vault.key_ids
    stop.set()
    worker.join()
    assert not failures
