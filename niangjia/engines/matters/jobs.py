"""What matters do in the background."""

from __future__ import annotations

from .ratings import grouping as _grouping  # noqa: F401 - declares its line of the timetable
from .worklist import batches as _batches  # noqa: F401 - declares its job
from .worklist import leaving as _leaving  # noqa: F401 - declares its job and its line of the timetable
