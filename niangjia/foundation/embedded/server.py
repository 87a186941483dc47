"""The server of one house, owned by one process, which it does not outlive."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self
from weakref import WeakSet

from niangjia.foundation.embedded import binaries, cluster, folders, record, watcher
from niangjia.foundation.embedded.errors import ForeignServerError, StartFailedError
from niangjia.foundation.embedded.places import places_of
from niangjia.foundation.embedded.tuning import tuning

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STOP_SECONDS = 30.0  # what a fast shutdown may take, with all changed pages to write
FIRST_WORD_SECONDS = 2.0
NEXT_WORD_SECONDS = 5.0
LOG_TAIL_BYTES = 3000


class Server:
    """The embedded server of the house in `home`, for `max_connections` clients at once.

    `say` gets a sentence whenever something takes long. `extra_settings` are PostgreSQL's own, by name.
    A watcher process stops the server within 10 s when its owner is killed.
    """

    def __init__(
        self,
        home: Path,
        *,
        max_connections: int,
        say: Callable[[str], None],
        extra_settings: Mapping[str, str] | None = None,
    ) -> None:
        self._home = home.expanduser()
        self._places = places_of(home)
        self._max_connections = max_connections
        self._say = say
        self._extra = dict(extra_settings or {})
        self._lock: int | None = None
        self._lifeline: int | None = None  # the watcher waits for this pipe to close
        self._watcher: subprocess.Popen[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Own the database, creating it the first time, and return once the server takes connections.

        However long recovery takes, this waits and says so. Raises AlreadyOwnedError if another process owns
        it, or another EmbeddedError.
        """
        folders.make_area(self._places, self._home)
        self._lock = record.own(self._places)
        _owners.add(self)
        try:
            self._programs = binaries.ready(self._places.user, self._say)
            cluster.ensure(self._places, self._programs, self._say, sync=self._extra.get("fsync") != "off")
            self._watch()
            self._launch()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server, gently at first, and give up owning it; nothing in a process that does not own it."""
        if self._lock is None:
            return
        watcher.end(self._places.tag, self._places.user.uid, STOP_SECONDS)
        if self._process:
            self._process.wait()
        if self._watcher:
            self._watcher.kill()
            self._watcher.wait()
        self._process = self._watcher = None
        self._places.record.unlink(missing_ok=True)
        self._let_go()

    def alive(self) -> bool:
        """Whether the server's parent process lives."""
        return self._process is not None and self._process.poll() is None

    def revive(self) -> None:
        """Start the server again after its parent process ended; returns once it has recovered.

        Clients find it under the same address.
        """
        if not self.alive():
            self._launch()

    def _let_go(self) -> None:
        """Close the lock and the lifeline. In a forked child they are copies, and nothing else ends."""
        for descriptor in (self._lock, self._lifeline):
            if descriptor is not None:
                os.close(descriptor)
        self._lock = self._lifeline = None
        _owners.discard(self)

    def _watch(self) -> None:
        """Start the watcher, in a session of its own, where no Ctrl-C reaches it."""
        reader, self._lifeline = os.pipe()
        command = [sys.executable, "-I", "-S", str(Path(watcher.__file__).resolve()), str(self._places.lock)]
        command += [str(os.getpid()), self._places.tag, str(self._places.user.uid)]
        try:
            self._watcher = subprocess.Popen(
                command,
                stdin=reader,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,
            )
        finally:
            os.close(reader)

    def _launch(self) -> None:
        self._clear_leftovers()
        socket = folders.make_socket_folder(self._places)
        command = [self._programs.path("postgres"), "-D", str(self._places.data)]
        for name, value in tuning(self._places, socket, self._max_connections, self._extra).items():
            command += ["-c", f"{name}={value}"]
        with _new_log(self._places.log) as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._places.user.spawn(),
            )
        record.note(self._places, self._process.pid, socket)
        self._wait()

    def _clear_leftovers(self) -> None:
        """End what a killed owner or a killed parent process left; drop a pid file whose pid is another's by now.

        A stale pid file is otherwise left to PostgreSQL, which looks for orphans of its own by it.
        """
        where = self._places
        if watcher.family(where.tag, where.user.uid):
            self._say("Processes of an earlier run of the database are still there; ending them.")
            watcher.end(where.tag, where.user.uid, STOP_SECONDS)
        if pid := record.server_by_pid_file(where):
            raise ForeignServerError(where.data, pid)
        noted = record.pid_file_lines(where)
        if noted and Path("/proc", noted[0]).exists():  # also of a thread, as PostgreSQL looks for it
            where.pid_file.unlink()

    def _wait(self) -> None:
        assert self._process is not None  # noqa: S101 - for the type checker
        begun = time.monotonic()
        next_word = FIRST_WORD_SECONDS
        while not record.is_ready(self._places, self._process.pid):
            if self._process.poll() is not None:
                raise StartFailedError(self._places.log, log_tail(self._places.log))
            if (passed := time.monotonic() - begun) >= next_word:
                last = log_tail(self._places.log).rpartition("\n")[2]
                self._say(f"Waiting for the database, {passed:.0f} s so far; it says: {last}")
                next_word = passed + NEXT_WORD_SECONDS
            time.sleep(0.05)


def _new_log(log: Path) -> BinaryIO:
    """Open an empty log that only its owner reads; the one before is kept, older ones are not."""
    with suppress(FileNotFoundError):
        log.replace(log.with_suffix(".log.1"))
    return os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb")


def log_tail(log: Path) -> str:
    """The last lines of a log, without the line break at the end."""
    return log.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace").strip()


# A forked child that runs on must not keep the lock and the lifeline of its parent open.
_owners: WeakSet[Server] = WeakSet()


def _disown() -> None:
    for server in list(_owners):
        server._let_go()


os.register_at_fork(after_in_child=_disown)
