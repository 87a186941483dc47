"""Django looks for models here; each lives in the folder of what it is about."""

from .core.models import (
    LIVING,
    Batch,
    BatchRow,
    Event,
    Matter,
    Note,
    ProcedureVersion,
    State,
    Task,
    TaskState,
    TextModule,
)
from .later.models import Correction, PaperEntry
from .limits.models import LimitExtension, LimitPause, TimeLimit
from .meetings.models import DelegatedDecision, Delegation, Meeting, MeetingItem, MeetingMember
from .public_notices.models import Objection, Posting, PublicNotice
from .ratings.models import Rating, RatingGroup
from .recusing.models import KeptOut
from .worklist.models import TaskView

__all__ = [
    "LIVING",
    "Batch",
    "BatchRow",
    "Correction",
    "DelegatedDecision",
    "Delegation",
    "Event",
    "KeptOut",
    "LimitExtension",
    "LimitPause",
    "Matter",
    "Meeting",
    "MeetingItem",
    "MeetingMember",
    "Note",
    "Objection",
    "PaperEntry",
    "Posting",
    "ProcedureVersion",
    "PublicNotice",
    "Rating",
    "RatingGroup",
    "State",
    "Task",
    "TaskState",
    "TaskView",
    "TextModule",
    "TimeLimit",
]
