"""Work that outlives its request: jobs of short chunks with a stored cursor, and what runs by the clock.

Declare kinds in `<app>/jobs.py`; start, cancel and retry jobs with the verbs of `jobs.actions`.
"""

from .failures import CannotGoOn
from .ids import Ids, NotAnId
from .kinds import Step, Work, job_kind
from .timetable import periodic

__all__ = ["CannotGoOn", "Ids", "NotAnId", "Step", "Work", "job_kind", "periodic"]
