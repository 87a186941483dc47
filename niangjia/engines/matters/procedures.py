"""What a service declares of a procedure, and the one registry of them, of their forms and of their actions.

    register_action("certificates.issue", issue)             # issue(actor, matter) -> variables that it sets, or None
    register_form("certificates.check", CheckForm)           # a TaskForm
    Procedure(
        key="certificates.certificate",
        title=_("Certificate of membership"),
        files=(FOLDER / "procedures" / "certificate.bpmn",),
        lanes={"applicant": applicant(), "clerk": own(CHECK), "city": at(Level.CITY, APPROVE)},
        states={"checking": Phase(_("being checked"))},
        outcomes={"approve": _("Approve")},
        …
    )

A service puts its procedures on its face; whoever has none (a test) calls `register_procedure`. What is drawn and
what is declared are held against each other before the house serves (checks.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import pgettext_lazy

from niangjia.foundation.faces import faces

if TYPE_CHECKING:
    from pathlib import Path

    from django.utils.functional import _StrPromise

    from niangjia.engines.people.models import Union
    from niangjia.engines.people.unions.models import Level
    from niangjia.foundation.access.actor import Actor

    from .core.models import Matter
    from .forms import TaskForm

    Words = str | _StrPromise

# What an action gives back: declared variables that it sets.
Action = Callable[["Actor", "Matter"], Mapping[str, Any] | None]


APPLICANT = pgettext_lazy("lane", "applicant")


class UnknownProcedure(Exception):
    """A procedure, form or action was asked for that nobody registered: a slip of the code."""


class Where(StrEnum):
    """Whose unit a lane is."""

    APPLICANT = "applicant"  # nobody's: the applicant acts
    OWN = "own"  # the union that has the matter
    ABOVE = "above"  # the union right above it
    LEVEL = "level"  # the nearest union from it upwards that stands so high
    CHOSEN = "chosen"  # the one that the service chooses for the matter
    EACH = "each"  # each of the unions that a variable lists; for steps done many times at once


@dataclass(frozen=True)
class Lane:
    """A role: in which union, and with what permission by a post right there. `title` is what people call it.

    `choose` answers the union of a lane that is chosen, when a step of it is opened.
    """

    where: Where
    permission: str = ""
    level: Level | None = None
    title: Words = ""
    choose: Callable[[Matter], Union] | None = None


def applicant(title: Words = APPLICANT) -> Lane:
    """The applicant acts, in the portal."""
    return Lane(Where.APPLICANT, title=title)


def own(permission: str, title: Words = "") -> Lane:
    """Whoever has the permission in the union that has the matter."""
    return Lane(Where.OWN, permission, title=title)


def above(permission: str, title: Words = "") -> Lane:
    """Whoever has it in the union right above."""
    return Lane(Where.ABOVE, permission, title=title)


def at(level: Level, permission: str, title: Words = "") -> Lane:
    """Whoever has it in the nearest union, from the matter's own upwards, that stands at that level or higher."""
    return Lane(Where.LEVEL, permission, level, title)


def chosen(choose: Callable[[Matter], Union], permission: str, title: Words = "") -> Lane:
    """Whoever has it in the union that the function answers for the matter."""
    return Lane(Where.CHOSEN, permission, title=title, choose=choose)


def each(permission: str, title: Words = "") -> Lane:
    """Whoever has it in each of the unions that the step is done by."""
    return Lane(Where.EACH, permission, title=title)


class Right(StrEnum):
    """What lanes may do with a matter beside acting in their own steps."""

    SEE = "see"
    EDIT = "edit"
    INSIDE = "inside"  # comment for colleagues
    OUTSIDE = "outside"  # comment to the applicant


@dataclass(frozen=True)
class Phase:
    """What a matter's state is called, and which lanes have which right in it.

    Without a word of it: whoever sees matters there sees it, all lanes comment inside, whoever has a step of it edits
    and writes to the applicant.
    """

    title: Words
    rights: Mapping[Right, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Procedure:
    """A procedure: the drawing, and what its names mean.

    `files`: the first has the process that begins, others what it calls. `enter` is the permission by which staff
    open a matter for somebody ("" lets only applicants), `see` the one by which it is seen in place of "matters:see".
    `variables` by name: bool, int, str or list (of union ids). `steps` are titles of steps in place of the drawing's
    own. `above_only` sends matters past the applicant's union. `extended_by` is a role that says in which union it is
    decided on more days for a time limit (by "matters:extend"); None is the union that has it in hand.
    """

    key: str
    title: Words
    files: tuple[Path, ...]
    lanes: Mapping[str, Lane]
    states: Mapping[str, Phase]
    outcomes: Mapping[str, Words] = field(default_factory=dict)
    variables: Mapping[str, type] = field(default_factory=dict)
    steps: Mapping[str, Words] = field(default_factory=dict)
    checklists: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    enter: str = ""
    see: str = ""
    sensitive: bool = False
    above_only: bool = False
    extended_by: Lane | None = None

    def texts(self) -> dict[str, str]:
        """The drawing's files as they are now, by name, in their order."""
        return {file.name: file.read_text(encoding="utf-8") for file in self.files}


_procedures: dict[str, Procedure] = {}
_forms: dict[str, type[TaskForm]] = {}
_actions: dict[str, Action] = {}


def register_procedure(procedure: Procedure) -> Procedure:
    """Make one known. Raises ValueError for a key that is taken."""
    if _procedures.setdefault(procedure.key, procedure) is not procedure:
        raise ValueError(f"procedure {procedure.key!r} is registered twice")
    return procedure


def all_procedures() -> dict[str, Procedure]:
    """Every procedure by its key: those of faces, and those registered by hand."""
    declared = (procedure for face in faces() for procedure in face.procedures)
    of_faces = {procedure.key: procedure for procedure in declared if isinstance(procedure, Procedure)}
    return {**of_faces, **_procedures}


def procedure_of(key: str) -> Procedure:
    """The procedure. Raises UnknownProcedure."""
    found = _procedures.get(key) or all_procedures().get(key)
    if found is None:
        raise UnknownProcedure(key)
    _procedures[key] = found
    return found


def register_form(name: str, form: type[TaskForm]) -> type[TaskForm]:
    """Make a form known by the name that drawings say. Raises ValueError for a name that is taken."""
    if _forms.setdefault(name, form) is not form:
        raise ValueError(f"form {name!r} is registered twice")
    return form


def register_action(name: str, action: Action) -> Action:
    """Make an action known by the name that drawings say. Raises ValueError for a name that is taken."""
    if _actions.setdefault(name, action) is not action:
        raise ValueError(f"action {name!r} is registered twice")
    return action


def form_of(name: str) -> type[TaskForm]:
    """Raises UnknownProcedure."""
    try:
        return _forms[name]
    except KeyError:
        raise UnknownProcedure(f"form {name}") from None


def action_of(name: str) -> Action:
    """Raises UnknownProcedure."""
    try:
        return _actions[name]
    except KeyError:
        raise UnknownProcedure(f"action {name}") from None


def known_forms() -> frozenset[str]:
    return frozenset(_forms)


def known_actions() -> frozenset[str]:
    return frozenset(_actions)
