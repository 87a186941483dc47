from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from niangjia.foundation.embedded import UnsafeFolderError, folders, settings, status
from niangjia.foundation.embedded.places import places_of
from niangjia.foundation.embedded.tests.conftest import House, furnish

pytestmark = pytest.mark.survival
DEEP = Path(*["a folder, 文件夹 with a name of some length"] * 4)  # more than 150 characters
State = tuple[int, int, int]


@pytest.fixture
def far_off(
    monkeypatch: pytest.MonkeyPatch, house_at: Callable[[Path], House], tmp_path: Path, pattern: Path
) -> House:
    """A house whose own area is no place for a socket, also when root has a shorter one."""
    monkeypatch.setattr(folders, "SOCKET_PATH_BYTES", 40)
    return furnish(house_at(tmp_path / DEEP), pattern)


def modes(folder: Path) -> dict[Path, State]:
    found: dict[Path, State] = {}
    for parent in (folder, *folder.parents):
        seen = parent.stat()
        found[parent] = (seen.st_mode, seen.st_uid, seen.st_gid)
    return found


def test_works_below_a_long_path(house_at: Callable[[Path], House], tmp_path: Path) -> None:
    house = house_at(tmp_path / DEEP)
    with house.server():
        assert house.ask("select 1") == 1


def test_works_with_a_long_folder_for_temporary_files(
    house_at: Callable[[Path], House], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / DEEP).mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(tmp_path / DEEP))
    house = house_at(tmp_path / DEEP / "home")
    with house.server():
        assert house.ask("select 1") == 1


@pytest.mark.parametrize("mode", [0o700, 0o755])
def test_no_foreign_folder_is_changed(fresh: House, mode: int) -> None:
    fresh.home.mkdir()
    fresh.home.parent.chmod(mode)
    fresh.home.chmod(mode)
    before = modes(fresh.home)
    with fresh.server():
        fresh.ask("select 1")
    assert modes(fresh.home) == before


def test_socket_outside_the_area_keeps_its_path(far_off: House) -> None:
    with far_off.server():
        first = settings(far_off.home, "app")["host"]
    with far_off.server():
        assert settings(far_off.home, "app")["host"] == first
        assert far_off.ask("select 1") == 1


def test_swept_away_socket_folder_comes_back_under_its_name(far_off: House) -> None:
    with far_off.server():
        folder = status(far_off.home).socket
    folder.rmdir()
    with far_off.server():
        assert status(far_off.home).socket == folder
        assert folders.is_closed(folder, places_of(far_off.home).user)


def test_opened_socket_folder_is_not_trusted_again(far_off: House, opened: Callable[[Path], None]) -> None:
    with far_off.server():
        folder = status(far_off.home).socket
    opened(folder)
    with far_off.server():
        assert status(far_off.home).socket != folder


def test_opened_socket_folder_in_the_area_is_refused(furnished: House, tmp_path: Path) -> None:
    with furnished.server():
        folder = status(furnished.home).socket
    if folder.parent != places_of(furnished.home).area:  # a plain user's home may lie too deep for it
        pytest.fail(f"{tmp_path} is too long for this test")
    folder.chmod(0o755)
    with pytest.raises(UnsafeFolderError, match="closed to all others"):
        furnished.server().start()


@pytest.fixture
def opened() -> Iterator[Callable[[Path], None]]:
    """Opens a folder, and removes it afterwards."""
    folders_opened: list[Path] = []

    def make_open(folder: Path) -> None:
        folder.chmod(0o755)
        folders_opened.append(folder)

    yield make_open
    for folder in folders_opened:
        folder.rmdir()


def test_status_looks_without_changing_anything(fresh: House) -> None:
    found = status(fresh.home)
    assert (found.running, found.initialised, found.area.exists()) == (False, False, False)
    assert found.version is not None
