"""The parent's side: hands a file to the child and hears what is on its pages."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import niangjia

ROOT = str(Path(niangjia.__file__).resolve().parents[1])
CHILD = "import sys; sys.path[:0] = sys.argv[1:-2]; from niangjia.engines.papers.scans.child import main; main()"
PATIENCE = 200  # seconds
HEADS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")


class Unreadable(Exception):
    """The file, or what is left of it, can't be read; `code` is damaged or too_many."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Leaf:
    """A page: its number from 0, what its codes say, whether it is blank, its picture as JPEG."""

    number: int
    texts: tuple[str, ...]
    blank: bool
    picture: bytes


def looks_like_scan(head: bytes) -> bool:
    """Whether a file begins as a PDF, JPEG, PNG or TIFF does."""
    return head.startswith(HEADS[1:]) or HEADS[0] in head[:1024]


def leaves_of(content: bytes, first: int, behind: int) -> tuple[list[Leaf], int]:
    """The pages [first, behind) of a file, and how many it has. Raises Unreadable."""
    places = [ROOT, *(place for place in sys.path if place and place != ROOT)]
    command = [sys.executable, "-I", "-S", "-c", CHILD, *places, str(first), str(behind)]
    try:
        done = subprocess.run(
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False,
            env={"LC_ALL": "C.UTF-8"}, cwd="/", start_new_session=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable("damaged") from None
    return _heard(done.stdout)


def _heard(said: bytes) -> tuple[list[Leaf], int]:
    found: list[Leaf] = []
    while said:
        line, _end, said = said.partition(b"\n")
        try:
            told = json.loads(line)
        except ValueError:
            raise Unreadable("damaged") from None
        if "refused" in told:
            raise Unreadable(str(told["refused"]))
        if "pages" in told:
            return found, int(told["pages"])
        picture, said = said[: told["size"]], said[told["size"] :]
        found.append(Leaf(told["page"], tuple(told["texts"]), told["blank"], picture))
    raise Unreadable("damaged")  # the child ended before its last word
