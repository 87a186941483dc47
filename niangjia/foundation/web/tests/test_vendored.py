"""What others wrote and we serve: every file is listed, as it was checked, with its licence."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest

from niangjia.foundation.web.oldest import newer_than_oldest

WEB = Path(__file__).parents[1]
VENDOR = WEB / "static" / "web" / "vendor"
with (VENDOR / "VENDORED.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


def test_every_file_is_listed() -> None:
    files = {path.name for path in VENDOR.iterdir() if path.is_file()} - {"VENDORED.tsv"}
    assert files == {row["file"] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_a_file_is_as_it_was_checked(row: dict[str, str]) -> None:
    assert hashlib.sha256((VENDOR / row["file"]).read_bytes()).hexdigest() == row["sha256"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_its_licence_stands_beside_it(row: dict[str, str]) -> None:
    assert len((VENDOR / row["licence_text"]).read_text(encoding="utf-8")) > 300


def test_tabler_works_in_the_oldest_browser() -> None:
    # The first two stand beside their older spellings, each in a rule or line of its own; the third is only finer.
    known = {"file-selector-button", "mask without prefix", "underlines"}
    assert set(newer_than_oldest((VENDOR / "tabler.css").read_text(encoding="utf-8"), "css")) <= known


def test_the_sprite_has_the_icons_of_the_list() -> None:
    drawn = re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons.svg").read_text(encoding="utf-8"))
    assert drawn == (WEB / "vendoring" / "icons.txt").read_text(encoding="utf-8").split()
