"""Finds a database server's processes, ends them, and does so by itself when their owner was killed.

Started as a script by a bare interpreter (`-I -S`), to stay small: little of the standard library, nothing else.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import time

IMMEDIATE_SECONDS = 2.0  # what an immediate shutdown may take before the processes are killed
RECOVERING_SECONDS = 1.0
WATCHER_SECONDS = 5.0  # what the watcher allows a fast shutdown, to be done within 10 s
TAKE_SECONDS = 2.0  # how long a killed owner's lock may seem to be held


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib would double this script's memory
            return file.read()
    except OSError:
        return b""


def _stat(pid: int) -> list[bytes]:
    """The fields of the kernel's line on a process from its state on; empty if it has ended."""
    fields = _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()
    return [] if not fields or fields[0] in b"ZX" else fields


def birth(pid: int) -> str | None:
    """When the process was started, as boot and clock ticks since: with the pid, a name that is never reused.

    None if there is no such process. Unlike a time of day it does not move when the clock is set.
    """
    fields = _stat(pid)
    boot = _read("/proc/sys/kernel/random/boot_id").decode().strip()
    return f"{boot}:{int(fields[19])}" if fields else None


def _parent(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def family(tag: str, uid: int) -> list[int]:
    """Pids of all processes of the server with this cluster name that runs as this user; unordered.

    PostgreSQL shows the cluster name in the command line of each of its processes.
    """
    found = []
    for name in os.listdir("/proc"):  # noqa: PTH208
        if name.isdigit() and tag.encode() in _read(f"/proc/{name}/cmdline") and _is_ours(int(name), uid):
            found.append(int(name))
    return found


def _is_ours(pid: int, uid: int) -> bool:
    try:
        owner = os.stat(f"/proc/{pid}").st_uid  # noqa: PTH116
    except OSError:
        return False
    return owner == uid and _read(f"/proc/{pid}/comm").strip() == b"postgres"


def _signal(pids: list[int], number: int) -> None:
    for pid in pids:
        try:  # noqa: SIM105 - contextlib is one more import
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def _gone(tag: str, uid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while family(tag, uid):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _serves(pids: list[int]) -> bool:
    """Whether the server has recovered: only then it has a process that writes its log ahead."""
    return any(b": walwriter" in _read(f"/proc/{pid}/cmdline") for pid in pids)


def end(tag: str, uid: int, patience: float) -> None:
    """End the server: a fast shutdown, after `patience` seconds an immediate one, then by force.

    Returns when no process of it is left. Without a parent, what is left of it is ended alike. A server that is
    still recovering has nothing to write, and may never end on a fast shutdown: it gets little time.
    """
    fast = patience if _serves(family(tag, uid)) else RECOVERING_SECONDS
    for number, seconds in ((signal.SIGINT, fast), (signal.SIGQUIT, IMMEDIATE_SECONDS)):
        pids = family(tag, uid)
        _signal([pid for pid in pids if _parent(pid) not in pids], number)
        if _gone(tag, uid, seconds):
            return
    while pids := family(tag, uid):
        _signal(pids, signal.SIGKILL)
        time.sleep(0.05)


def signature(pid: int) -> str:
    """What an owner writes into the lock's file."""
    return f"{pid} {birth(pid)}"


def signer(lock: int) -> int | None:
    """The process that signed the lock's open file last; None if it has ended."""
    signed = os.pread(lock, 200, 0).decode()
    pid = int(signed.partition(" ")[0] or 0)
    return pid if pid and signed == signature(pid) else None


def _take(path: str, owner: int) -> bool:
    """Take the lock over from an owner that was killed, until this process ends; False if a new one has it.

    The kernel may close a dying owner's pipe before its lock, so a lock that is held is no new owner yet.
    """
    try:
        lock = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True  # deleted with all data: nobody can own them any more
    end = time.monotonic() + TAKE_SECONDS
    while time.monotonic() < end:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if signer(lock) not in (None, owner):
                return False
            time.sleep(0.02)
        else:
            return True
    return False


def watch(lock: str, owner: int, tag: str, uid: int) -> None:
    """Wait until standard input ends, which the owner held open; then end what the owner left."""
    while os.read(0, 1):
        pass
    if _take(lock, owner):
        end(tag, uid, WATCHER_SECONDS)


if __name__ == "__main__":
    watch(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
