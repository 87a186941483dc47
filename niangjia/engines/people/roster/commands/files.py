"""Files that a command leaves: nobody else may read them, and one that is there is replaced as a whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

from niangjia.engines.people.refusals import NotPossible


def write_file(path: Path, content: IO[bytes]) -> None:
    """Write the file, readable for its owner only. Raises OSError."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(content, file)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def writable(path: Path) -> Path:
    """The path, if a file can be written there: asked before the work, not after it. Raises NotPossible."""
    if path.is_dir():
        raise NotPossible(f"{path} is a folder: name a file in it.")
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise NotPossible(f"{path.parent} is no folder in which a file can be written.")
    return path
