"""Entry of every command: says plainly what is wrong with the settings, and brings the embedded database along."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import django
from django.core.management import execute_from_command_line, get_commands
from django.db import OperationalError

from niangjia.config.house import House, SettingsError, lenient_house, read_house
from niangjia.foundation import embedded
from niangjia.foundation.keys import KeyFileError
from niangjia.foundation.lifeline import end_with_parent

from .keys import WITH_DATA, manage_keys

if TYPE_CHECKING:
    from types import FrameType

HELP = {"--help", "-h"}
WITHOUT_DATABASE = {"help", "version", "check", "--version", "compilemessages", "collectstatic", "makemigrations"}
MAKES_DATABASE = {"prepare", "migrate", "restore"}  # a misspelt word, or the doctor, makes none


def main() -> None:
    """Run the command that `sys.argv` names; exits with 2 when the settings are wrong or the database is away."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niangjia.config.settings")
    signal.signal(signal.SIGTERM, _leave)
    try:
        sys.exit(_run(sys.argv[1:] or ["help"]))
    except (SettingsError, KeyFileError, embedded.EmbeddedError) as error:
        say(str(error))
        sys.exit(2)
    except OperationalError as error:
        if "--traceback" in sys.argv:
            raise
        say(_without_answer(error))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def _run(words: list[str]) -> int:
    if words[0] == "keys" and (HELP & {*words} or not WITH_DATA & {*words[1:2]}):
        manage_keys(lenient_house(), words[1:])
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
    if not house.embedded or words[0] in WITHOUT_DATABASE or HELP & {*words}:
        return nullcontext()
    if words[0] not in MAKES_DATABASE and not (_initialised(house) and _is_command(words[0])):
        return nullcontext()
    return embedded.available(house.home, max_connections=house.connections_needed, say=say)


def _initialised(house: House) -> bool:
    try:
        embedded.settings(house.home, "owner")
    except embedded.NotInitialisedError:
        return False
    return True


def _is_command(word: str) -> bool:
    """Only for a house that has its database: Django's settings hold its address from now on."""
    django.setup()
    return word in get_commands()


def _without_answer(error: OperationalError) -> str:
    house = lenient_house()
    if house.embedded and not _initialised(house):
        return f"{house.home} has no database yet: `niangjia prepare` makes it."
    return f"The database can't be used: {str(error).partition(chr(10))[0]}"


def _leave(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)


def say(sentence: str) -> None:
    """Tell the operator; answers with data go to standard output, so this goes to the other."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
