"""Finds the services: every folder of the services floor whose package has a FACE."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from .face import Face

FLOOR = "niangjia.services"


class BadFace(Exception):
    """A service's folder declares no usable FACE; the message says which and why."""


def service_packages(floor: str = FLOOR) -> list[str]:
    """The dotted names of the services' packages, in order."""
    folder = importlib.import_module(floor).__path__
    return sorted(f"{floor}.{found.name}" for found in pkgutil.iter_modules(folder) if found.ispkg)


@cache
def faces(floor: str = FLOOR) -> tuple[Face, ...]:
    """The face of every service. Raises BadFace."""
    return tuple(_face(package) for package in service_packages(floor))


def _face(package: str) -> Face:
    face = getattr(importlib.import_module(package), "FACE", None)
    if not isinstance(face, Face):
        raise BadFace(f"{package}: its __init__.py must say FACE = Face(…)")
    if face.key != package.rpartition(".")[2]:
        raise BadFace(f"{package}: its face has the key {face.key!r}, it must be the folder's name")
    return face
