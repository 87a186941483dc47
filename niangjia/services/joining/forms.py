"""What steps ask for, and what pages of the desk take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.forms import TaskForm
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.codes import NewForm

from .models import Door, InvitationList
from .reading import application_of
from .said import Said
from .tables import lines_of_file, lines_of_text

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Task
    from niangjia.foundation.access.actor import Actor

    from .tables import Line

KINDS = [(value, label) for value, label in NewForm.choices]
LONGEST = 64


class WorkFields(forms.Form):
    """Where somebody works."""

    employer = forms.CharField(
        label=gettext_lazy("Employer, station or shop"), max_length=128, required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Job"), max_length=LONGEST, required=False)
    new_form = forms.ChoiceField(
        label=gettext_lazy("New form of work"),
        choices=[("", gettext_lazy("none of these")), *KINDS],
        required=False,
    )
    platform = forms.CharField(
        label=gettext_lazy("Platform"), max_length=LONGEST, required=False,
        help_text=gettext_lazy("For couriers, riders and drivers: for which platform you work."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("employer") and not self.cleaned_data.get("platform"):
            self.add_error("employer", _("Write for whom you work: an employer, a station, or the platform below."))
        return self.cleaned_data


class AgainForm(TaskForm, WorkFields):
    """What the applicant puts right after it was sent back."""

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        said = Said.read(application_of(task.matter).said.reveal())
        names = WorkFields.base_fields
        super().__init__(task, data, files, initial={name: getattr(said, name) for name in names}, **more)

    def apply(self, actor: Actor) -> None:
        """Seal it anew."""
        row = application_of(self.task.matter)
        said = Said.read(row.said.reveal())
        row.said = Said(**{**vars(said), **self.cleaned_data}).packed()
        row.save(update_fields=["said"])


class DoorForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whom the union takes in."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("New forms of work that can join here"),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Door
        fields = ("open", "kinds", "words")
        help_texts = {"words": gettext_lazy("By which people find you, set apart by spaces: 建设路 快递 某某平台")}


class TransferInForm(forms.Form):
    """A member who comes from another union."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST)
    number = forms.CharField(
        label=gettext_lazy("Number of the document"), max_length=32, widget=forms.TextInput({"autocomplete": "off"})
    )


class ComingForm(TransferInForm):
    """A member who comes, for good or on secondment."""

    months = forms.IntegerField(
        label=gettext_lazy("Seconded for how many months?"),
        min_value=1,
        max_value=120,
        required=False,
        help_text=gettext_lazy("Empty for who works here now. For a short secondment the membership stays."),
    )


class TransferOutForm(TransferInForm):
    """To which union a member goes."""

    union = forms.CharField(label=gettext_lazy("Code of the new union"), max_length=32)


class ListForm(forms.ModelForm):  # type: ignore[type-arg]
    """A list that an employer or a platform gave: pasted, or as a file. `table` is what it says, once it is valid."""

    lines_text = forms.CharField(
        label=gettext_lazy("People"),
        widget=forms.Textarea({"rows": 8}),
        max_length=1_000_000,
        required=False,
        help_text=gettext_lazy(
            "Copied from a table, with headings or without: then name, document number, telephone, job in this order."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        widget=forms.FileInput({"accept": ".xlsx,.xls,.et,.csv"}),
        help_text=gettext_lazy("A workbook whose heading names name, document and telephone; up to 6,000 people."),
    )
    informed = forms.BooleanField(
        label=gettext_lazy("Those named know that their data are given to the union; a platform has their consent"),
        error_messages={"required": gettext_lazy("Without it the list can't be used: each must know beforehand.")},
    )

    class Meta:
        model = InvitationList
        fields = ("employer", "source", "basis")

    def clean(self) -> dict[str, Any]:
        """Read the table only once all else is right: a file is read by a process of its own."""
        given = self.cleaned_data
        text, file = given.get("lines_text"), given.get("file")
        self.table: list[Line] = []
        if self.errors:
            return given
        if bool(text) == bool(file):
            self.add_error("lines_text", _("Paste the table here, or choose a file below: one of the two."))
            return given
        try:
            self.table = lines_of_file(file, file.name) if file else lines_of_text(str(text))
        except NotPossible as error:
            self.add_error("file" if file else "lines_text", str(error))
        return given
