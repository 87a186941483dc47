"""Entry of every command: says plainly what is wrong with the settings, and brings the embedded database along."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from django.core.management import execute_from_command_line

from niangjia.config.house import House, SettingsError, read_house
from niangjia.foundation import embedded
from niangjia.foundation.keys import KeyFileError
from niangjia.foundation.lifeline import end_with_parent

if TYPE_CHECKING:
    from types import FrameType

WITHOUT_DATABASE = {
    "help", "version", "check", "--help", "-h", "--version", "compilemessages", "collectstatic", "makemigrations",
}  # fmt: skip


def main() -> None:
    """Run the command that `sys.argv` names; exits with 2 when the settings are wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niangjia.config.settings")
    signal.signal(signal.SIGTERM, _leave)
    try:
        sys.exit(_run(sys.argv[1:] or ["help"]))
    except (SettingsError, KeyFileError, embedded.EmbeddedError) as error:
        say(str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def _run(words: list[str]) -> int:
    if words[:2] == ["keys", "create"]:
        from .keys import create_keys

        create_keys(House())
        return 0
    house = read_house()
    if words[0] == "run":
        from .run import run

        return run(house, words[1:])
    end_with_parent()
    with _database(house, words):
        execute_from_command_line([sys.argv[0], *words])
    return 0


def _database(house: House, words: list[str]) -> AbstractContextManager[object]:
    if not house.embedded or WITHOUT_DATABASE & {words[0], *words[1:]}:
        return nullcontext()
    return embedded.available(house.home, max_connections=house.connections_needed, say=say)


def _leave(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)


def say(sentence: str) -> None:
    """Tell the operator; answers with data go to standard output, so this goes to the other."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
