"""What is asked for documents, telephones, family and work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.people.employers.models import Employer, Employment
from niangjia.engines.people.persons.checking import LONGEST_REASON, fit_note
from niangjia.engines.people.persons.models import Relative, SealedDetail
from niangjia.engines.people.persons.values import DocumentData, RelativeData
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.asking import day_field
from niangjia.foundation.clock import today
from niangjia.foundation.identity import DocumentKind

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from niangjia.engines.people.persons.models import IdentityDocument

OFF = {"autocomplete": "off"}
NAMED = 3  # employers that fit, named in a refusal
KEPT = ("kind", "country", "valid_until")
KNOWN_EMPLOYERS = "employers"  # the id of the list of words that the field offers


class DocumentForm(forms.Form):
    """A document, new or in the place of another; then an empty number leaves the number."""

    kind = forms.ChoiceField(label=gettext_lazy("Document"), choices=DocumentKind.choices)
    number = forms.CharField(label=gettext_lazy("Document number"), max_length=32, widget=forms.TextInput(attrs=OFF))
    country = forms.CharField(
        label=gettext_lazy("Issuing country"),
        max_length=3,
        required=False,
        help_text=gettext_lazy("Of a passport: the three letters that stand on it, such as KOR."),
    )
    valid_until = day_field(
        gettext_lazy("Valid until"), required=False, help_text=gettext_lazy("Empty if it has no end.")
    )

    def __init__(self, data: Any, document: IdentityDocument | None = None) -> None:
        kept = {name: getattr(document, name) for name in KEPT} if document else {}
        super().__init__(data, initial=kept)
        if document:
            self.fields["number"].required = False
            self.fields["number"].help_text = _("Only if it is wrong or was issued anew; empty leaves it as it is.")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "kind" in self.changed_data and self.initial and not given.get("number"):
            self.add_error("number", _("Another document has another number: enter it."))
        return given

    def document(self) -> DocumentData:
        """For the action."""
        given = self.cleaned_data
        return DocumentData(
            kind=DocumentKind(given["kind"]),
            number=given["number"],
            valid_until=given["valid_until"],
            country=given["country"].upper(),
        )


class DetailForm(forms.Form):
    """A telephone, an address or a bank card."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), choices=SealedDetail.Kind.choices)
    value = forms.CharField(
        label=gettext_lazy("Number or address"), max_length=200, widget=forms.TextInput(attrs=OFF)
    )

    def __init__(self, data: Any, *, kind: str = "", fixed: bool = False) -> None:
        super().__init__(data, initial={"kind": kind})
        if fixed:
            del self.fields["kind"]
            self.fields["value"].label = str(SealedDetail.Kind(kind).label).capitalize()
            self.fields["value"].help_text = _("The old one is replaced; it is not shown here.")


class ReasonForm(forms.Form):
    """Why something is taken away."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST_REASON)

    def clean_reason(self) -> str:
        try:
            return fit_note(self.cleaned_data["reason"])
        except NotPossible as refusal:
            raise forms.ValidationError(str(refusal)) from None


class NothingForm(forms.Form):
    """Nothing is asked but to confirm."""


class RelativeForm(forms.Form):
    """A member of the family, as the person says."""

    relation = forms.ChoiceField(label=gettext_lazy("Relation"), choices=Relative.Relation.choices)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=64, widget=forms.TextInput(attrs=OFF))
    number = forms.CharField(
        label=gettext_lazy("Resident ID number"),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs=OFF),
        help_text=gettext_lazy("It tells the birth date."),
    )
    born = day_field(gettext_lazy("Born on"), required=False)

    def __init__(self, data: Any, relative: Relative | None = None) -> None:
        names = ("relation", "name", "born")
        super().__init__(data, initial={name: getattr(relative, name) for name in names} if relative else {})
        if relative and relative.number:
            self.fields["number"].help_text = _("Empty leaves the number that is there.")

    def relative(self) -> RelativeData:
        """For the action."""
        return RelativeData(**self.cleaned_data)


class FindPersonForm(forms.Form):
    """Somebody in the register; sent by POST only."""

    q = forms.CharField(
        label=gettext_lazy("Name, pinyin, document number or telephone"),
        max_length=64,
        required=False,
        widget=forms.SearchInput(attrs=OFF),
    )


class EmployerField(forms.CharField):
    """An employer by name or social credit code."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={**OFF, "list": KNOWN_EMPLOYERS})
        super().__init__(max_length=128, widget=widget, validators=[RegexValidator(r"\S")], **more)


class WorkForm(forms.Form):
    """For whom somebody works; a dispatched worker has an agency and a place of work."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of work"),
        choices=[
            (Employment.Kind.DIRECT.value, gettext_lazy("employed directly")),
            (Employment.Kind.DISPATCHED.value, gettext_lazy("dispatched by an agency")),
            (Employment.Kind.OUTSOURCED.value, gettext_lazy("with a contractor")),
            (Employment.Kind.PLATFORM.value, gettext_lazy("through a platform")),
        ],
    )
    employer = EmployerField(
        label=gettext_lazy("Employer"),
        help_text=gettext_lazy("Name or social credit code; of the agency, if there is one."),
    )
    user = EmployerField(
        label=gettext_lazy("Works at"),
        required=False,
        help_text=gettext_lazy("For dispatched workers only: who has the work done."),
    )
    title = forms.CharField(label=gettext_lazy("Job"), max_length=64, required=False)
    started = day_field(gettext_lazy("From"), required=False, initial=today)
    new = forms.BooleanField(
        label=gettext_lazy("An employer that is not in the register yet: enter it under this name"), required=False
    )

    @property
    def dispatched(self) -> bool:
        return bool(self.cleaned_data.get("kind") == Employment.Kind.DISPATCHED)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for name in ("employer", "user"):
            if given.get(name):
                self._find(name)
        if self.dispatched and not given.get("user") and "user" not in self.errors:
            self.add_error("user", _("A dispatched worker has two employers: name the agency and the user."))
        return given

    def _find(self, name: str) -> None:
        """Put the employer in the place of its name; a new one stays a name."""
        text = " ".join(self.cleaned_data[name].split())
        found = _employers(text, agencies=name == "employer" and self.dispatched)
        exact = [employer for employer in found if text in (employer.name, employer.uscc)]
        match exact or found:
            case [employer]:
                self.cleaned_data[name] = employer
            case [] if self.cleaned_data.get("new") and not self.dispatched:
                self.cleaned_data[name] = text
            case []:
                self.add_error(name, self._none_sentence())
            case several:
                names = "、".join(employer.name for employer in several[:NAMED])
                said = _("Several employers fit: %(names)s … Type more of it.") % {"names": names}
                self.add_error(name, said)

    def _none_sentence(self) -> str:
        if self.dispatched:
            return _("No such employer is in the register, or it is no dispatch agency.")
        return _("No employer is called so. Type it otherwise, or tick below that it is new.")

    @property
    def started_on(self) -> date | None:
        """The first day, if it is known."""
        day: date | None = self.cleaned_data["started"]
        return day


def _employers(text: str, *, agencies: bool) -> list[Employer]:
    rows: QuerySet[Employer] = Employer.objects.filter(dispatches=True) if agencies else Employer.objects.all()
    exact = list(rows.filter(uscc=text.upper())[:1]) or list(rows.filter(name=text)[: NAMED + 1])
    return exact or list(rows.filter(name__contains=text).order_by("name")[: NAMED + 1])


class EndWorkForm(forms.Form):
    """The last day; or that there was no such work."""

    day = day_field(gettext_lazy("Last day"), initial=today)
    mistake = forms.BooleanField(
        label=gettext_lazy("It was entered by mistake: there was no such work"), required=False
    )
