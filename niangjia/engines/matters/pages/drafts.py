"""What somebody has typed into a step's or a service's first form and not yet sent: kept as one types, and kept by
"Keep the checklist"; it comes back, as far as the form of today takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.foundation.drafts.fitting import Fitted, restore
from niangjia.foundation.drafts.keeping import DraftTooLong, Kept, draft_of, drop_draft, keep_draft

if TYPE_CHECKING:
    from django import forms
    from django.http import QueryDict

    from niangjia.engines.matters.core.models import Task
    from niangjia.foundation.access.actor import Actor

CHECKLIST = ("checklist", "point")  # of a step's form, beside its fields


def step_draft(actor: Actor, task: Task, *shown: forms.BaseForm | None) -> tuple[Kept | None, Fitted]:
    """The draft of a step, put into its forms; None where nothing is asked. One query."""
    if not any(form.fields for form in shown if form):
        return None, Fitted()
    draft = draft_of(actor, _step(task))
    return draft, restore(draft, *shown, beside=CHECKLIST)


def keep_step_draft(actor: Actor, task: Task, typed: QueryDict) -> bool:
    """Keep what was typed into a step's form; False where that is too long, or nobody is signed in."""
    fields = {name: texts for name, texts in typed.lists() if name not in CHECKLIST}
    if not actor.account_id:
        return False
    try:
        keep_draft(actor, _step(task), fields)
    except DraftTooLong:
        return False
    return True


def drop_step_draft(actor: Actor, task: Task) -> None:
    """The step was done."""
    drop_draft(actor, _step(task))


def start_draft(actor: Actor, key: str, form: forms.BaseForm | None) -> tuple[Kept | None, Fitted]:
    """The draft of a service's first form, put into it."""
    if form is None or not form.fields:
        return None, Fitted()
    draft = draft_of(actor, _start(key))
    return draft, restore(draft, form)


def drop_start_draft(actor: Actor, key: str) -> None:
    """It was sent."""
    drop_draft(actor, _start(key))


def _step(task: Task) -> str:
    return f"matters.step/{task.pk}"


def _start(key: str) -> str:
    return f"matters.start.{key}"
