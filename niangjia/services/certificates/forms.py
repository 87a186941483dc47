from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.forms import Shown, TaskForm
from niangjia.engines.matters.starting import StartForm

from .membership import facts_of, membership_of
from .papers import FACTS

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Task

PURPOSES = {
    "benefits": gettext_lazy("benefits of the union"),
    "mutual_aid": gettext_lazy("mutual aid"),
    "honours": gettext_lazy("honours and elections"),
    "transfer": gettext_lazy("moving to another union"),
    "other": gettext_lazy("other purposes"),
}


def _purpose() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        choices=list(PURPOSES.items()),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It stands on the paper."),
    )


class RequestForm(StartForm):
    """What the member says."""

    purpose = _purpose()

    def refusal(self) -> str:
        if membership_of(self.person):
            return ""
        return _("Only members get this certificate, and the register has no membership of yours. Ask your union.")


class AgainForm(TaskForm):
    """The same, when it was sent back."""

    purpose = _purpose()

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(task, data, files, initial={"purpose": task.matter.variables.get("purpose")}, **more)


class CheckForm(TaskForm):
    """Shows the clerk what the paper will say."""

    seen = forms.BooleanField(label=gettext_lazy("This is right"), required=False)

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(task, data, files, **more)
        person = task.matter.person
        found = membership_of(person) if person else None
        purpose = str(PURPOSES.get(task.matter.variables.get("purpose", ""), ""))
        told = {**facts_of(found), "purpose": purpose} if found else {}
        lines = ((label, told[name]) for label, name in FACTS if told.get(name))
        said = format_html_join(SafeString("<br>"), "{}：{}", lines) or _("no membership in force")
        self.mark = sha256(said.encode()).hexdigest()
        self.fields["shown"] = forms.CharField(required=False, widget=Shown(self.mark))
        self.fields["seen"].help_text = format_html("{}<br>{}", _("The paper will say:"), said)

    def clean(self) -> dict[str, Any]:
        if self.outcome == "issue" and not self.cleaned_data.get("seen"):
            self.add_error("seen", _("Compare it with the register, then tick this."))
        elif self.outcome == "issue" and self.cleaned_data.get("shown") not in ("", self.mark):
            self.add_error("seen", _("The register says something else by now: compare it again."))
        return self.cleaned_data
