"""Brings together who follows matters: limits, meetings, public notices. Imported once, when the app is ready."""

from __future__ import annotations

from . import past_unions, with_unions  # noqa: F401
from .bpmn.checking import known_by
from .hooks import (
    before_task_done,
    on_matter_closed,
    on_matter_moved,
    on_task_ended,
    on_task_moved,
    on_task_opened,
)
from .later import checks, messages  # noqa: F401
from .later import journal_codes as _later_codes  # noqa: F401
from .later.undoing import discard_of_withdrawn
from .limits import following, journal_codes, permissions, recomputing  # noqa: F401
from .limits.kinds import all_limits
from .limits.moving import limits_of_matter_moved, limits_of_task_moved
from .limits.starting import end_of_matter, end_of_task, start_for_task
from .meetings import deciding, minutes  # noqa: F401
from .meetings import journal_codes as _meeting_codes  # noqa: F401
from .meetings.delegating import meeting_decides
from .meetings.listing import list_where_it_is, put_on_list, take_off_list
from .public_notices import journal_codes as _notice_codes  # noqa: F401
from .public_notices.ending import (
    notices_of_matter_closed,
    notices_of_matter_moved,
    notices_of_task_ended,
    notices_of_task_moved,
)
from .public_notices.hanging import notice_allows
from .ratings import journal_codes as _rating_codes  # noqa: F401

on_task_opened(start_for_task)
on_task_ended(end_of_task)
on_matter_closed(end_of_matter)
on_matter_closed(discard_of_withdrawn)
known_by("limit", lambda: {kind.key for kind in all_limits()})
before_task_done(meeting_decides)
on_task_opened(put_on_list)
on_task_ended(take_off_list)
before_task_done(notice_allows)
on_task_moved(limits_of_task_moved)
on_matter_moved(limits_of_matter_moved)
on_task_moved(list_where_it_is)
on_task_ended(notices_of_task_ended)
on_task_moved(notices_of_task_moved)
on_matter_moved(notices_of_matter_moved)
on_matter_closed(notices_of_matter_closed)
