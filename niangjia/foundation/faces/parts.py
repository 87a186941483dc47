"""The modules by which a service registers what it has: found by their names, loaded when all tables are known.

A service needs no app of its own: its folder's `permissions.py`, `journal_codes.py`, `papers.py`, `procedure.py` and
`demo.py`, as far as there are any, do what they do when they are imported.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from .discovery import FLOOR, service_packages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

REGISTERING = ("permissions", "journal_codes", "papers", "procedure")  # in this order: later ones use earlier ones


def load_parts(floor: str = FLOOR) -> None:
    """Import what services register."""
    for name in REGISTERING:
        for _module in parts(name, floor):
            pass


def parts(name: str, floor: str = FLOOR) -> Iterator[ModuleType]:
    """The module of that name of every service that has one, imported."""
    for package in service_packages(floor):
        if find_spec(f"{package}.{name}"):
            yield import_module(f"{package}.{name}")


def files(name: str, floor: str = FLOOR) -> Iterator[tuple[str, Path]]:
    """The file of that name in every service's folder that has one, by the service's key."""
    root = Path(str(import_module(floor).__file__)).parent
    for package in service_packages(floor):
        key = package.rpartition(".")[2]
        if (path := root / key / name).is_file():
            yield key, path
