"""Verbs on what is written about a matter: notes for colleagues, for the applicant, for oneself; text modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.core.models import LIVING, LONGEST_NOTE, Matter, Note, Task, TextModule
from niangjia.engines.matters.permissions import TEXTS
from niangjia.engines.matters.procedures import Right
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import is_applicant, may, may_see
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now

from .telling import tell_written

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

NEEDED = {Note.Kind.INSIDE: Right.INSIDE, Note.Kind.APPLICANT: Right.OUTSIDE}


def living_of(matter: Matter) -> list[Task]:
    """The tasks of a matter that are not over, with their unions."""
    rows = Task.objects.filter(matter=matter, state__in=LIVING).select_related("union", "claimed_by")
    found = list(rows.order_by("pk"))
    for task in found:
        task.matter = matter
    return found


def may_write(actor: Actor, matter: Matter, kind: Note.Kind, living: list[Task]) -> bool:
    """Whether the actor may write such a note now. For oneself one writes whatever one sees."""
    if kind == Note.Kind.PRIVATE:
        return actor.account_id is not None and may_see(actor, matter, living)
    return may(actor, NEEDED[kind], matter, living)


@transaction.atomic
def write_note(actor: Actor, matter: Matter, kind: Note.Kind, text: str) -> Note:
    """Write a note as staff. Raises Refused, NotPossible for an empty one."""
    if not may_write(actor, matter, kind, living_of(matter)):
        raise Refused(_("In this state of the matter, such a note is for others to write."))
    return _written(actor, matter, kind, text)


@transaction.atomic
def write_to_union(actor: Actor, matter: Matter, text: str) -> Note:
    """Write to whoever has one's own matter. Raises Refused, NotPossible."""
    if not is_applicant(actor, matter):
        raise Refused(_("This is somebody else's matter."))
    if not matter.is_open:
        raise NotPossible(_("This matter is closed already."), "text")
    return _written(actor, matter, Note.Kind.APPLICANT, text, by_applicant=True)


def write_reason(actor: Actor, matter: Matter, task: Task, reason: str, *, to_applicant: bool = False) -> Note:
    """Keep why a step ended so or a matter moved: for the applicant if that is said or its turn."""
    its_turn = to_applicant or Task.objects.filter(matter=matter, state__in=LIVING, for_applicant=True).exists()
    kind = Note.Kind.APPLICANT if its_turn else Note.Kind.INSIDE
    return _written(actor, matter, kind, reason, task=task, tell=False)


def write_told(actor: Actor, matter: Matter, text: str) -> Note:
    """Tell the applicant on the matter's page what has become of it elsewhere; no message is sent."""
    return _written(actor, matter, Note.Kind.APPLICANT, text, tell=False)


def given_reason(matter: Matter, *steps: str) -> str:
    """The reason last given with an outcome that wants one (of these steps, if any are named), "" where none was.

    For actions that put it on a paper; it is sealed: keep it nowhere else in the clear.
    """
    found = Note.objects.filter(matter=matter, kind=Note.Kind.APPLICANT, task__isnull=False)
    if steps:
        found = found.filter(task__key__in=steps)
    last = found.order_by("-pk").first()
    return last.text.reveal() if last else ""


def _written(
    actor: Actor,
    matter: Matter,
    kind: Note.Kind,
    text: str,
    *,
    task: Task | None = None,
    by_applicant: bool = False,
    tell: bool = True,
) -> Note:
    if not (text := text.strip()):
        raise NotPossible(_("Write something."), "text")
    if len(text) > LONGEST_NOTE:
        raise NotPossible(_("At most %(count)s characters.") % {"count": LONGEST_NOTE}, "text")
    note = Note(matter=matter, task=task, kind=kind, text=text, by_applicant=by_applicant, written=now())
    note.account_id = actor.account_id
    note.save(force_insert=True)
    if kind != Note.Kind.PRIVATE:
        journal.record(actor, codes.NOTED, matter, union=matter.union_id)
    if kind == Note.Kind.APPLICANT and not by_applicant and tell:
        tell_written(actor, matter, note)
    return note


@transaction.atomic
def keep_text(actor: Actor, union: Union, title: str, text: str, procedure: str = "") -> TextModule:
    """Keep a text under a title in a union, over another of the same title. Raises Refused, NotPossible."""
    actor.require(TEXTS, at=union.place)
    if not title.strip() or not text.strip():
        raise NotPossible(_("A text module has a title and a text."), "title" if not title.strip() else "text")
    kept, _new = TextModule.objects.update_or_create(
        union=union, procedure=procedure, title=title.strip(), defaults={"text": text.strip()}
    )
    journal.record(actor, codes.TEXT_KEPT, kept, union=union.pk)
    return kept


@transaction.atomic
def remove_text(actor: Actor, module: TextModule) -> None:
    """Remove a text module. Raises Refused."""
    actor.require(TEXTS, at=module.union.place)
    journal.record(actor, codes.TEXT_REMOVED, module, union=module.union_id)
    module.delete()
