"""How errors are written into the log: where they happened, never the data that they happened with."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlaceFormatter(logging.Formatter):
    """Writes of an exception its class and the places it passed: its text may hold a name or a number."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        chain: list[str] = []
        error = ei[1]
        while error is not None and len(chain) < 5:
            chain.append(_told(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\ncaused by ".join(chain)


def _told(error: BaseException) -> str:
    places = [
        f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    return "\n".join([type(error).__qualname__, *places])
