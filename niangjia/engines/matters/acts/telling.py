"""Tells the applicant: it is your turn, something was written, it has ended. Handed over on commit, once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.notice_kinds import ENDED, RETURNED, WRITTEN
from niangjia.engines.notices.sending.sending import send

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter, Note, Task
    from niangjia.foundation.access.actor import Actor


def tell_returned(actor: Actor, matter: Matter, task: Task) -> None:
    """Something is asked of the applicant."""
    _tell(actor, matter, RETURNED, f"matters.task.{task.pk}")


def tell_written(actor: Actor, matter: Matter, note: Note) -> None:
    _tell(actor, matter, WRITTEN, f"matters.note.{note.pk}")


def tell_closed(actor: Actor, matter: Matter) -> None:
    _tell(actor, matter, ENDED, f"matters.closed.{matter.pk}")


def _tell(actor: Actor, matter: Matter, kind: str, key: str) -> None:
    """Unless it is the applicant's own doing."""
    person = matter.person_id
    if person is not None and actor.person_id != person:
        send(actor, kind, [person], union=matter.union, variables={"number": matter.number}, key=key)
