"""What who signs a request may still put right, also when it came back: the fields in which it was asked for."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from niangjia.engines.matters.forms import TaskForm
from niangjia.engines.matters.refusals import NotPossible

from . import legal, officers, restructuring
from .asking import change_of, packed, said_in
from .forms import LegalFields, OfficersFields, RestructureFields, say
from .kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.matters.models import Task
    from niangjia.foundation.access.actor import Actor


class SignForm(TaskForm):
    """The fields as they were filled in. Who sends none of them signs it as it is; who drops it needs none."""

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        self.row = change_of(task.matter)
        super().__init__(task, data, files, initial=self.asked_for(), **more)
        self.choices()
        if data is not None and not any(name in data for name in self.fields):
            self.fix(*self.fields)

    def asked_for(self) -> Mapping[str, Any]:
        """What was asked for, by field."""
        raise NotImplementedError

    def choices(self) -> None:
        """What there is to choose."""

    def fix(self, *names: str, hide: bool = False) -> None:
        """These stay as they were asked for; what is asked for stands beside the form."""
        for name in names:
            self.fields[name].disabled = True
            if hide:
                self.fields[name].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        if self.outcome == "submit":
            return super().clean() or self.cleaned_data
        self.errors.clear()
        return self.cleaned_data

    def keep(self, said: Any, **also: Any) -> None:
        """Write what is asked for now, where it is sent up."""
        if self.outcome != "submit":
            return
        self.row.said = packed(said)
        for name, value in also.items():
            setattr(self.row, name, value)
        self.row.save(update_fields=["said", *also])


class SignOfficersForm(SignForm, OfficersFields):
    """Where the committee agreed to it, who comes and goes stays: day, reason and count alone are put right."""

    AGREED = ("way", "role", "leaving", "name", "number", "ends")
    COUNT = ("congress", "due", "present", "votes")

    def asked_for(self) -> Mapping[str, Any]:
        move = officers.move_in(self.row)
        self.known, self.before = move.coming, move
        ends = date.fromisoformat(move.ends) if move.ends else None
        return {**asdict(move), "name": officers.name_of(move.coming), "day": self.row.day, "ends": ends}

    def choices(self) -> None:
        self.offer(self.row.union)
        if self.known:
            self.fields["number"].help_text = _("Only if somebody else comes than was named.")
        if self.task.matter.variables.get("meeting"):
            counted = self.initial["way"] in officers.VOTED
            self.fix(*self.AGREED, *(() if counted else self.COUNT), hide=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.outcome == "submit" and self.move is not None and not self.errors:
            self._same_way(self.move)
        return given

    def _same_way(self, move: officers.Move) -> None:
        """Whether the committee meets first, and which limit runs, was settled when it was asked for."""
        union, before = self.row.union, officers.move_in(self.row)
        if officers.variables_of(union, move) != officers.variables_of(union, before):
            self.add_error("way", _("This goes another way: don't send it up, and ask anew."))

    def apply(self, actor: Actor) -> None:
        if self.move is not None:
            self.keep(officers.without_person(self.move), day=self.cleaned_data["day"], coming_id=self.move.coming)


class SignLegalForm(SignForm, LegalFields):
    """The form of the certificate."""

    def asked_for(self) -> Mapping[str, Any]:
        return asdict(said_in(self.row, legal.Asked))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.outcome == "submit" and not self.errors:
            try:
                legal.fit(self.row.union, self.asked())
            except NotPossible as error:
                say(self, error)
        return given

    def apply(self, actor: Actor) -> None:
        if self.outcome == "submit":
            self.keep(self.asked())


class SignRestructureForm(SignForm, RestructureFields):
    """A merger, a split, a dissolution."""

    def asked_for(self) -> Mapping[str, Any]:
        plan = self.before = said_in(self.row, restructuring.Plan)
        code = self.row.other.code if self.row.other else plan.code
        return {**asdict(plan), "code": code, "met": date.fromisoformat(plan.met) if plan.met else None}

    def choices(self) -> None:
        self.offer(Kind(self.row.kind), self.row.union)

    def apply(self, actor: Actor) -> None:
        if self.outcome == "submit":
            self.keep(self.plan(), other=self.other)
