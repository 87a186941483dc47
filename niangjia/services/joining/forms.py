"""What steps ask for, and what pages of the desk take."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.forms import TaskForm
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people import refusals as people
from niangjia.engines.people.codes import NewForm, Sex
from niangjia.engines.people.persons.naming import fit_name
from niangjia.foundation.chinese import normalise_name
from niangjia.foundation.clock import today
from niangjia.foundation.identity import Document, Phone, examine_phone, mask_document

from .acts.applying import age_refusal
from .acts.mending import put_right, stands_alone
from .models import Door, InvitationList
from .reading import application_of, too_young
from .said import Said, document_in
from .tables import lines_of_file, lines_of_text

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Task
    from niangjia.foundation.access.actor import Actor

    from .tables import Line

KINDS = [(value, label) for value, label in NewForm.choices]
LONGEST, OLDEST = 64, 120


class BornFields(forms.Form):
    """What a document tells, of who has one that does not."""

    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        choices=[("", "—"), *((one.value, one.label) for one in (Sex.MALE, Sex.FEMALE))],
    )
    born = forms.DateField(
        label=gettext_lazy("Birthday"),
        widget=forms.DateInput({"type": "date", "autocomplete": "bday"}),
        help_text=gettext_lazy("Your document does not tell it."),
    )

    def clean_born(self) -> str:
        """In ISO. A day on which nobody alive was born is mistyped."""
        day: date = self.cleaned_data["born"]
        if day > today() or today().year - day.year > OLDEST:
            raise forms.ValidationError(_("This can't be a birthday."))
        return day.isoformat()


class WorkFields(forms.Form):
    """Where somebody works."""

    employer = forms.CharField(
        label=gettext_lazy("Employer, station or shop"), max_length=128, required=False,
        help_text=gettext_lazy("This, or the platform below: one of the two is needed."),
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


class AgainForm(TaskForm, BornFields, WorkFields):
    """What the applicant puts right after it was sent back.

    Name and number, too, while nothing but this request stands on the record; else the register corrects them.
    """

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST)
    number = forms.CharField(
        label=gettext_lazy("Number of your ID"),
        max_length=32,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    field_order = ("name", "number", "sex", "born")

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        self.row = application_of(task.matter)
        self.said = said = Said.read(self.row.said.reveal())
        names = ("name", *WorkFields.base_fields)
        super().__init__(task, data, files, initial={name: getattr(said, name) for name in names}, **more)
        self.document: Document | None = None
        stay = _("Empty: it stays as it is, %(number)s.") % {"number": mask_document(said.number)}
        self.fields["number"].help_text = stay
        typed = document_in(str((data or {}).get("number") or ""))
        alone = stands_alone(self.row)
        for name in ("name", "number") if not alone else ():
            del self.fields[name]
        if not alone or isinstance(typed, str) or typed.born:
            del self.fields["sex"], self.fields["born"]

    def clean_name(self) -> str:
        try:
            return fit_name(self.cleaned_data["name"])
        except people.NotPossible as error:
            raise forms.ValidationError(str(error)) from None

    def clean_number(self) -> str:
        if not self.cleaned_data["number"].strip():
            return self.said.number
        found = document_in(self.cleaned_data["number"])
        if isinstance(found, str):
            raise forms.ValidationError(found)
        if too_young(found.born, self.row.union):
            raise forms.ValidationError(age_refusal(self.row.union))
        self.document = found
        return found.number

    def clean_born(self) -> str:
        told = super().clean_born()
        if too_young(date.fromisoformat(told), self.row.union):
            raise forms.ValidationError(age_refusal(self.row.union))
        return told

    def apply(self, actor: Actor) -> None:
        """Put the record right, and seal it anew."""
        row = application_of(self.task.matter)
        kind = {"kind": self.document.kind.value} if self.document else {}
        new = Said(**{**vars(Said.read(row.said.reveal())), **self.cleaned_data, **kind})
        row.said = put_right(row, new).packed()
        row.save(update_fields=["said"])


class PaperForm(BornFields, WorkFields):
    """An application that somebody signed by hand."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST)
    number = forms.CharField(
        label=gettext_lazy("Number of the document"), max_length=32, widget=forms.TextInput({"autocomplete": "off"})
    )
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=32, required=False)
    day = forms.DateField(label=gettext_lazy("Signed on"), widget=forms.DateInput({"type": "date"}))
    scan = forms.FileField(label=gettext_lazy("Scan of the signed application"))
    informed = forms.BooleanField(
        label=gettext_lazy("The person has read and signed how the union uses the data"),
        error_messages={"required": gettext_lazy("Nobody can be entered without it.")},
    )
    field_order = (
        "name",
        "number",
        "sex",
        "born",
        "phone",
        "employer",
        "title",
        "new_form",
        "platform",
        "day",
        "scan",
    )

    def __init__(self, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(data, files, **more)
        self.document: Document | None = None
        typed = document_in(str((data or {}).get("number") or ""))
        if isinstance(typed, str) or typed.born:
            del self.fields["sex"], self.fields["born"]

    def clean_name(self) -> str:
        return normalise_name(self.cleaned_data["name"])

    def clean_number(self) -> str:
        found = document_in(self.cleaned_data["number"])
        if isinstance(found, str):
            raise forms.ValidationError(found)
        self.document = found
        return found.number

    def clean_phone(self) -> str:
        found = examine_phone(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else None
        if found is not None and not isinstance(found, Phone):
            raise forms.ValidationError(str(found.label))
        return found.number if found else ""

    def said(self) -> Said:
        """All that stands on the paper."""
        given = {name: self.cleaned_data[name] for name in vars(Said(name="")) if name in self.cleaned_data}
        return Said(**given, kind=self.document.kind.value if self.document else "")


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


class OwnMemberForm(TransferInForm):
    """A member of the union itself: the name says who, unless several have it."""

    number = forms.CharField(
        label=gettext_lazy("Number of the document"),
        max_length=32,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=gettext_lazy("Only if several members have this name: then its last four are enough."),
    )


class TransferOutForm(OwnMemberForm):
    """To which union a member goes."""

    union = forms.CharField(label=gettext_lazy("Name or code of the new union"), max_length=LONGEST)


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
