"""What matters write into the journal: keys and numbers, never whom it is about or what was written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import name_of

from .bpmn.drawing import BadDrawing
from .core.versions import drawing_of
from .procedures import UnknownProcedure, procedure_of
from .titles import node_title


def _procedure(key: str) -> str:
    try:
        return str(procedure_of(key).title)
    except UnknownProcedure:
        return key


def _outcome(value: str) -> str:
    """`procedure/outcome`, as it is called."""
    key, _slash, outcome = value.partition("/")
    try:
        return str(procedure_of(key).outcomes.get(outcome, pgettext("outcome", "done")))
    except UnknownProcedure:
        return outcome


def _step(value: str) -> str:
    """`procedure/step`, as the drawing of today calls it."""
    key, _slash, step = value.partition("/")
    try:
        drawing = drawing_of(procedure_of(key))
    except (UnknownProcedure, BadDrawing):
        return step
    return node_title(key, drawing.nodes.get(step), step)


WORDS = {"procedure": _procedure, "outcome": _outcome, "step": _step}

LOOKED = register_code(
    "matters.matter.looked",
    sentence=_("Opened a sensitive matter"),
    look=True,
    purpose=_("handling the matter"),
)
OPENED = register_code("matters.matter.opened", sentence=_("Opened a matter: %(procedure)s"), words=WORDS)
CLOSED = register_code("matters.matter.closed", sentence=_("The matter came to its end"))
WITHDRAWN = register_code("matters.matter.withdrawn", sentence=_("Withdrew the matter"))
TRANSFERRED = register_code(
    "matters.matter.transferred",
    sentence=_("Transferred the matter from union %(origin)s to union %(to)s"),
    words={"origin": name_of("people.union"), "to": name_of("people.union")},
)
KEPT_OUT = register_code("matters.matter.kept_out", sentence=_("Somebody keeps out of the matter"))
# Both name a matter by its number, which is said as it stands.
PASSED_ON = register_code(
    "matters.matter.passed_on", sentence=_("Handed it over: it goes on as %(to)s"), words={"to": str}
)
TAKEN_OVER = register_code(
    "matters.matter.taken_over", sentence=_("Taken over from %(origin)s"), words={"origin": str}
)
MOVED = register_code("matters.matter.moved", sentence=_("Moved the matter to version %(version)s of its drawing"))
CLAIMED = register_code("matters.task.claimed", sentence=_("Took over the step %(step)s"), words=WORDS)
GIVEN_BACK = register_code(
    "matters.task.given_back", sentence=_("Gave the step %(step)s back to the queue"), words=WORDS
)
HANDED_OVER = register_code(
    "matters.task.handed_over", sentence=_("Handed the step %(step)s over to a colleague"), words=WORDS
)
COMPLETED = register_code("matters.task.completed", sentence=_("Did the step %(step)s: %(outcome)s"), words=WORDS)
SENT_BACK = register_code("matters.task.sent_back", sentence=_("Sent back from the step %(step)s"), words=WORDS)
CHECKED = register_code("matters.task.checked", sentence=_("Ticked the checklist of the step %(step)s"), words=WORDS)
NOTED = register_code("matters.note.written", sentence=_("Wrote a note on the matter"))
BATCH = register_code("matters.batch.started", sentence=_("Let %(count)s tasks be completed together"))
TEXT_KEPT = register_code("matters.textmodule.kept", sentence=_("Kept a text module"))
TEXT_REMOVED = register_code("matters.textmodule.removed", sentence=_("Removed a text module"))
VIEW_KEPT = register_code("matters.taskview.kept", sentence=_("Kept a view of the tasks"))
VIEW_REMOVED = register_code("matters.taskview.removed", sentence=_("Removed a view of the tasks"))
LIST_EXPORTED = register_code(
    "matters.tasklist.exported",
    sentence=_("Exported in a list of %(count)s tasks"),
    look=True,
    purpose=_("A list for the union's work"),
)
