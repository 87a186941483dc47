"""`niangjia keys …`: runs before the settings can be read, because production refuses to run without keys.

The verbs of WITH_DATA look at people's data; they are in management/commands/keys.py.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from niangjia.foundation.keys import add_pair, create_all, live_ids, use_pair

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from niangjia.config.house import House

WITH_DATA = {"retire", "rotate"}
APART = "Keep a copy apart from the backups."


def manage_keys(house: House, words: Sequence[str]) -> None:
    """Do what the words say to the folder of keys. Raises KeyFileError."""
    parser = argparse.ArgumentParser(prog="niangjia keys", description="The files of keys of this house.")
    add_verbs(parser)
    asked = parser.parse_args(words)
    print(_do(house.keys, asked.verb, getattr(asked, "id", 0)))  # noqa: T201


def add_verbs(parser: argparse.ArgumentParser) -> None:
    """What `niangjia keys` understands."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("create", help="make the keys that are missing")
    verbs.add_parser("list", help="the ids of the keys of people's data, the current one first")
    verbs.add_parser("add", help="make one more key of people's data; it is not used yet")
    verbs.add_parser("use", help="seal with that key from now on").add_argument("id", type=int)
    rotate = verbs.add_parser(
        "rotate", help="move all data to the current key while people work, and show how far it is"
    )
    rotate.add_argument("--no-wait", action="store_true", help="only start it; the job worker does it")
    verbs.add_parser("retire", help="put a key aside; refused while data need it").add_argument("id", type=int)


def _do(folder: Path, verb: str, key_id: int) -> str:
    if verb == "create":
        create_all(folder)
        return f"Keys are in {folder}. {APART}"
    if verb == "add":
        return f"Made key {add_pair(folder)}. {APART}"
    if verb == "use":
        use_pair(folder, key_id)
    return " ".join(str(live) for live in live_ids(folder))
