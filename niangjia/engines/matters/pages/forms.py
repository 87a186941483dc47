"""What staff and applicants are asked on a matter's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.acts.tasks import reason_for
from niangjia.engines.matters.core.models import LONGEST_NOTE, Note
from niangjia.engines.matters.procedures import form_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.titles import outcome_title
from niangjia.engines.people.registry.choosing import union_field
from niangjia.foundation.access.reach import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.matters.bpmn.drawing import Node
    from niangjia.engines.matters.core.models import Task
    from niangjia.engines.matters.forms import TaskForm
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.models import Account

LONG = forms.Textarea(attrs={"rows": 3})


def _choices(task: Task, keys: Sequence[str]) -> list[tuple[str, str]]:
    return [(key, outcome_title(task.procedure, key)) for key in keys]


class OutcomeForm(forms.Form):
    """How a step ended; nothing is asked where it can end in one way only."""

    def __init__(self, task: Task, node: Node, data: Any = None, *, auto_id: str = "") -> None:
        super().__init__(data, auto_id=auto_id or f"id_{task.pk}_%s")
        if len(outcomes := node.words("outcomes")) > 1:
            self.fields["outcome"] = forms.ChoiceField(
                label=_("How does it end?"), choices=_choices(task, outcomes), widget=forms.RadioSelect
            )
        self._node = node
        if reasons := node.words("reasons"):
            named = "、".join(outcome_title(task.procedure, key) for key in reasons)
            self.fields["reason"] = forms.CharField(
                label=_("Why?"),
                max_length=LONGEST_NOTE,
                widget=LONG,
                required=False,
                help_text=_("Needed if it ends with “%(outcomes)s”; whoever asked reads it.") % {"outcomes": named},
            )

    def clean(self) -> dict[str, Any]:
        """A reason where the outcome wants one."""
        given = self.cleaned_data
        try:
            reason_for(self._node, self.chosen(), given)
        except NotPossible as error:
            self.add_error("reason", str(error))
        return given

    def chosen(self) -> str:
        return str(self.cleaned_data.get("outcome", ""))


def task_form(task: Task, node: Node, data: Any = None, files: Any = None, *, auto_id: str = "") -> TaskForm | None:
    """The step's own form, as the service made it; None for a step without one."""
    name = node.properties.get("form")
    return form_of(name)(task, data, files, auto_id=auto_id or f"id_{task.pk}_%s") if name else None


class SendBackForm(forms.Form):
    """To where, and why."""

    def __init__(self, task: Task, node: Node, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{task.pk}_back_%s")
        self.fields["way"] = forms.ChoiceField(
            label=_("Where to?"), choices=_choices(task, node.words("returns")), widget=forms.RadioSelect
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why?"),
            max_length=LONGEST_NOTE,
            widget=LONG,
            help_text=_("Whoever gets it reads this, the applicant too if it goes there."),
        )
        if len(node.words("returns")) == 1:
            self.fields["way"].initial = node.words("returns")[0]


class HandOverForm(forms.Form):
    """To which colleague or deputy."""

    def __init__(self, task: Task, colleagues: Sequence[Account], data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{task.pk}_to_%s")
        self.colleagues = {str(one.pk): one for one in colleagues}
        named = [(key, one.name) for key, one in self.colleagues.items()]
        self.fields["to"] = forms.ChoiceField(label=_("To whom?"), choices=named)

    def chosen(self) -> Account:
        return self.colleagues[self.cleaned_data["to"]]


class TransferForm(forms.Form):
    """To which union, and why. Any of the house: whose business it is often lies outside one's own reach."""

    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=LONGEST_NOTE, widget=LONG)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_transfer_%s")
        self.fields["union"] = union_field(EVERYWHERE, label=_("Union"))
        self.order_fields(["union", "reason"])


class NoteForm(forms.Form):
    """Something written; for whom is asked where there is a choice."""

    text = forms.CharField(label=gettext_lazy("Text"), max_length=LONGEST_NOTE, widget=LONG)

    def __init__(self, kinds: Sequence[Note.Kind], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["kind"] = forms.TypedChoiceField(
            label=_("For whom?"),
            choices=[(int(kind), kind.label) for kind in kinds],
            coerce=lambda value: Note.Kind(int(value)),
            widget=forms.RadioSelect,
        )
        self.order_fields(["kind", "text"])
        if len(kinds) == 1 or Note.Kind.INSIDE in kinds:  # what is meant for others is said so
            self.fields["kind"].initial = int(kinds[0])


class WriteForm(forms.Form):
    """The applicant's words to the union."""

    text = forms.CharField(label=gettext_lazy("Your message"), max_length=LONGEST_NOTE, widget=LONG)


class TextForm(forms.Form):
    """A text module."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=40)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=LONGEST_NOTE, widget=LONG)

    def __init__(self, unions: Sequence[Union], data: Any = None) -> None:
        super().__init__(data)
        self.unions = {str(one.pk): one for one in unions}
        named = [(key, one.name) for key, one in self.unions.items()]
        self.fields["union"] = forms.ChoiceField(label=_("Union"), choices=named)
        self.order_fields(["union", "title", "text"])

    def chosen(self) -> Union:
        return self.unions[self.cleaned_data["union"]]
