"""What only root can try: acting as somebody else."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import niangjia
from niangjia.foundation.embedded import BinariesUnusableError, binaries, folders, places, settings, status
from niangjia.foundation.embedded.places import User, places_of
from niangjia.foundation.embedded.tests.conftest import House

pytestmark = pytest.mark.survival
NOBODY = pwd.getpwnam("nobody")
AS_NOBODY: dict[str, Any] = {"user": NOBODY.pw_uid, "group": NOBODY.pw_gid, "extra_groups": [], "cwd": "/"}
OTHER_UID = 64321
FOR_ALL = ("test_access.py", "test_places.py", "test_survival.py")
NEEDED = "pytest _pytest py pluggy iniconfig packaging pygments psycopg psycopg_binary psutil typing_extensions"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="niangjia-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def refused(address: str, uid: int) -> bool:
    """Whether a process of another user is refused by the system when it connects."""
    pid = os.fork()
    if pid == 0:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)
        try:
            socket.socket(socket.AF_UNIX).connect(address)
        except PermissionError:
            os._exit(0)
        os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def test_another_local_user_can_not_even_knock(house: House) -> None:
    with house.server():
        assert refused(f"{settings(house.home, 'app')['host']}/{folders.SOCKET_NAME}", OTHER_UID)


def test_another_local_user_can_not_knock_outside_the_area(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "SOCKET_PATH_BYTES", 40)
    with house.server():
        assert refused(f"{settings(house.home, 'app')['host']}/{folders.SOCKET_NAME}", OTHER_UID)


def test_server_runs_without_privileges_and_home_stays_untouched(house: House) -> None:
    with house.server():
        assert Path(f"/proc/{house.server_pid}").stat().st_uid == places_of(house.home).user.uid != 0
        assert not house.home.exists()


def test_area_tells_whose_it_is(house: House) -> None:
    assert (places_of(house.home).area / "home").read_text().strip() == str(house.home)


def test_data_stay_with_the_user_who_has_them(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with house.server():
        before = places_of(house.home).user
    monkeypatch.setattr(pwd, "getpwnam", lambda _: pwd.getpwuid(0))
    assert places_of(house.home).user == before


@pytest.fixture
def closed_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The installed wheel, as if below a folder that only root may enter."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for part in (binaries.PACKAGE, f"{binaries.PACKAGE}.libs"):
        (closed / part).symlink_to(binaries.installed().root / part)
    monkeypatch.setattr(binaries, "installed", lambda: binaries.Programs(closed))


@pytest.mark.usefixtures("closed_wheel")
def test_programs_out_of_reach_are_copied_once(
    open_folder: Path, fresh: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "STATE", open_folder / "state")
    for _ in range(2):
        with fresh.server():
            assert fresh.ask("select 1") == 1
    assert status(fresh.home).binaries.is_relative_to(open_folder)
    assert len([sentence for sentence in fresh.said if "Copying" in sentence]) == 1


@pytest.mark.usefixtures("closed_wheel")
def test_killed_copying_leaves_no_half(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "STATE", open_folder)
    user = User(NOBODY.pw_uid, NOBODY.pw_gid, "nobody")
    half = open_folder / f".{binaries.located(user).root.name}-half"
    half.mkdir()
    assert binaries.ready(user, lambda _: None).version(user)
    assert not half.exists()


@pytest.mark.usefixtures("closed_wheel")
def test_closed_state_folder_is_named_and_not_opened(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_folder.chmod(0o700)
    monkeypatch.setattr(places, "STATE", open_folder)
    with pytest.raises(BinariesUnusableError, match="who can't run its programs"):
        binaries.ready(User(NOBODY.pw_uid, NOBODY.pw_gid, "nobody"), lambda _: None)
    assert open_folder.stat().st_mode & 0o777 == 0o700


def interpreter() -> str:
    """A Python of our own version that nobody may run."""
    name = f"python3.{sys.version_info.minor}"
    for path in (Path(sys.executable).resolve(), Path("/usr/bin") / name, Path("/usr/local/bin") / name):
        with suppress(OSError):
            subprocess.run([str(path), "-V"], check=True, capture_output=True, **AS_NOBODY)
            return str(path)
    return pytest.fail(f"There is no {name} that the user nobody may run; install one.")


def copy_for_others(target: Path) -> None:
    """Copy what these tests need to where a plain user can read it, whatever the checkout allows."""
    for name in NEEDED.split():
        copy_module(name, target)
    for part in (*binaries.NEEDED, "psycopg_binary.libs"):
        shutil.copytree(binaries.installed().root / part, target / part, ignore=binaries.LINKER_ONLY)
    (target / binaries.PACKAGE / "__init__.py").touch()
    ours = Path(niangjia.__file__).parent
    (target / "niangjia/foundation").mkdir(parents=True)
    for file in ("__init__.py", "foundation/__init__.py"):
        shutil.copy(ours / file, target / "niangjia" / file)
    shutil.copytree(ours / "foundation/embedded", target / "niangjia/foundation/embedded")
    binaries._open_to_all(target)


def copy_module(name: str, target: Path) -> None:
    spec = find_spec(name)
    assert spec
    assert spec.origin
    if spec.submodule_search_locations:
        shutil.copytree(Path(spec.origin).parent, target / name)
    else:
        shutil.copy(spec.origin, target)


def test_a_plain_user_is_served_alike(open_folder: Path) -> None:
    source = open_folder / "source"
    source.mkdir()
    copy_for_others(source)
    work = open_folder / "work"
    work.mkdir(mode=0o700)
    os.chown(work, NOBODY.pw_uid, NOBODY.pw_gid)
    tests = source / "niangjia/foundation/embedded/tests"
    command = [interpreter(), "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null"]
    command += [f"--rootdir={source}", f"--basetemp={work}/t", *(str(tests / name) for name in FOR_ALL)]
    answer = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(source), "HOME": str(work)},
        **AS_NOBODY,
    )
    assert answer.returncode == 0, answer.stdout[-6000:]
    assert "passed" in answer.stdout
