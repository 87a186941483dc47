"""Damaged and hostile files end in a reason each, never in a crash or a hang."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from niangjia.engines.people.roster.reading import Unreadable, look_into, opening, rows_of
from niangjia.engines.people.roster.reading.inside import limits
from niangjia.engines.people.roster.reading.reasons import NOTES, REASONS
from niangjia.engines.people.roster.tests import books, hostile

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long
BY_HAND = hostile.by_hand()
MUTATIONS = 200 - len(BY_HAND)
LONGEST = 60.0  # seconds, on a busy machine


def end_of(path: Path) -> str:
    """The reason in which a file ends; "" if it could be read."""
    try:
        for sheet in look_into(path).sheets:
            for _ in rows_of(path, sheet.name):
                pass
    except Unreadable as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("name", BY_HAND)
def test_by_hand(tmp_path: Path, name: str) -> None:
    make, reason = BY_HAND[name]
    path = tmp_path / "upload.xlsx"
    path.write_bytes(make())
    started = time.monotonic()
    assert end_of(path) == reason
    assert time.monotonic() - started < LONGEST


def test_mutations(tmp_path: Path) -> None:
    path = tmp_path / "upload.xlsx"
    ends: dict[str, int] = {}
    for name, content in hostile.mutations(MUTATIONS):
        path.write_bytes(content)
        started = time.monotonic()
        end = end_of(path)
        assert end == "" or end in REASONS, name
        assert time.monotonic() - started < LONGEST, name
        ends[end] = ends.get(end, 0) + 1
    assert ends["damaged"] > 10
    assert ends[""] > 10


def test_no_child_outgrew_its_limit() -> None:
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10 <= limits.MEMORY < 2 << 30


def test_the_child_is_told_nothing_and_can_do_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    spy = (
        "import os, resource as r, sys; from niangjia.engines.people.roster.reading.inside import guard;"
        "guard.tie_hands(); print(sorted(os.environ), os.listdir('/proc/self/fd'),"
        "[r.getrlimit(w)[1] for w in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE, r.RLIMIT_NPROC)], file=sys.stderr)"
    )
    monkeypatch.setenv("NIANGJIA_SECRET_KEY", "not for children")
    monkeypatch.setattr(opening, "CHILD", f"import sys; sys.path[:0] = sys.argv[1:]; {spy}")
    with seen.open("w+b") as words, (tmp_path / "open").open("wb") as secret:
        os.set_inheritable(secret.fileno(), False)
        process = opening._start(words)
        process.communicate(timeout=30)
        words.seek(0)
        told = words.read().decode()
    assert "SECRET" not in told
    assert "['LC_ALL', 'NIANGJIA_PARENT']" in told
    assert "['0', '1', '2', '3']" in told  # the last is the list itself
    assert f"[{limits.MEMORY}, {limits.CPU}, 0, 0]" in told


@pytest.mark.parametrize(
    ("doing", "reason"),
    [
        ("import os; os.abort()", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "too_slow"),
        ("import signal, time; signal.alarm(1); time.sleep(60)", "too_slow"),
        ("import sys, os; os.write(2, b'memory allocation of 9 bytes failed'); os.abort()", "too_large"),
        ("import os; os.write(1, b'garbage without any length')", "damaged"),
        ("import os; os.write(1, b'\\x00\\x00\\x00\\x09[1, 2, 3]')", "damaged"),
        ("import os; os.write(1, b'\\x00\\x00\\x00\\x0b{\"refused\":1')", "damaged"),
        ('import os; os.write(1, b\'\\x00\\x00\\x00\\x11{"refused":"hello"\')', "damaged"),
        ("pass", "damaged"),
    ],
)
def test_however_the_child_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, doing: str, reason: str) -> None:
    monkeypatch.setattr(opening, "CHILD", doing)
    with pytest.raises(Unreadable) as refused:
        look_into(tmp_path / "any")
    assert refused.value.code == reason


def test_a_silent_child_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "CHILD", "import time; time.sleep(60)")
    monkeypatch.setattr(opening, "PATIENCE", 0.5)
    with pytest.raises(Unreadable) as refused:
        look_into(tmp_path / "any")
    assert refused.value.code == "too_slow"


ORPHAN = """
import subprocess, sys, time
sys.path[:0] = [{root!r}]
from pathlib import Path
from niangjia.engines.people.roster.reading import opening
start, opened = opening._start, []
opening._start = lambda words: opened.append(start(words)) or opened[0]
rows = opening.rows_of(Path({path!r}), "会员", batch=10)
next(rows)
print(opened[0].pid, flush=True)
time.sleep(60)
"""


def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(books.xlsx({"会员": [["张三" * 9] * 20] * 20_000}))
    command = [sys.executable, "-c", ORPHAN.format(root=opening.ROOT, path=str(path))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert psutil.pid_exists(child)
        parent.kill()
    until = time.monotonic() + LONGEST
    while psutil.pid_exists(child) and psutil.Process(child).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        look_into(tmp_path / "gone")


def test_every_reason_has_a_sentence() -> None:
    for code in REASONS:
        assert len(Unreadable(code).sentence) > 10
    assert all(str(sentence) for sentence in NOTES.values())


def test_the_child_goes_without_the_house() -> None:
    """What parses strangers' bytes must not have Django, settings or the database beside it."""
    code = f"import sys; sys.path[:0] = sys.argv[1:]; import {opening.MAIN}; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, opening.ROOT, *sys.path], capture_output=True, check=True, text=True
    )
    assert not {name for name in answer.stdout.split() if name.startswith(("django", "psycopg", "niangjia.config"))}
