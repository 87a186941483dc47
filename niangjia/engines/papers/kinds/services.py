"""The kinds that services declare: the module that a face names in `papers` registers them when it is imported."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from niangjia.foundation.faces import faces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.foundation.faces.face import Face


def load_kinds(found: Iterable[Face] | None = None) -> list[str]:
    """Import those modules; answers their names. Raises ImportError for one that is not there."""
    modules = [face.papers for face in (faces() if found is None else found) if face.papers]
    for name in modules:
        import_module(name)
    return modules
