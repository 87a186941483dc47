"""What a member fills in: the record as it is, to be changed where it is wrong, and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.persons.documents import documents_of, told_by
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.entry_forms import OPEN as OPEN_FIELDS
from niangjia.engines.people.registry.entry_forms import CorrectForm

from .actions import LONGEST_EVIDENCE
from .showing import masked_detail
from .values import DETAILS, OPEN, Paper, fit, read_paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.people.persons.models import Person

OFF = {"autocomplete": "off"}


class CorrectionForm(CorrectForm):
    """The fields with what is recorded; empty telephone and address leave what is there."""

    phone = forms.CharField(
        label=_("New telephone"),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={**OFF, "inputmode": "tel"}),
    )
    address = forms.CharField(
        label=_("New home address"), max_length=200, required=False, widget=forms.TextInput(attrs=OFF)
    )
    evidence = forms.CharField(
        label=_("What is wrong, in your words"),
        max_length=LONGEST_EVIDENCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Also for what has no field here, such as a number of a document. Only your union reads it."),
    )
    file = forms.FileField(
        label=_("A paper that shows it"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        help_text=_("A picture or a PDF of at most 4 MB. It is kept encrypted and deleted once it is decided."),
    )

    def __init__(self, data: Any, files: Any, *, person: Person, initial: Mapping[str, Any] | None = None) -> None:
        told = told_by(documents_of(person))
        super().__init__(data, files=files, told=told, instance=person, initial=dict(initial or {}))
        for name in set(OPEN_FIELDS) - set(OPEN):
            del self.fields[name]
        for kind in DETAILS:
            self.fields[kind].help_text = _now(masked_detail(person, kind))
        self.order_fields(["evidence", "phone", "address"])

    def clean(self) -> dict[str, Any]:
        """What the record would refuse is said at its field."""
        given = super().clean() or {}
        for name in ("name", *DETAILS):
            if value := given.get(name):
                self._look_at(name, value)
        return given

    def _look_at(self, name: str, value: str) -> None:
        try:
            fit(name, value)
        except NotPossible as refusal:
            self.add_error(name, str(refusal))

    def clean_file(self) -> Paper | None:
        """The paper, if one is handed in and can be looked at."""
        given = self.cleaned_data["file"]
        try:
            return read_paper(given.read()) if given else None
        except NotPossible as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def wanted(self) -> dict[str, Any]:
        """The values by field, for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("evidence", "file")}


def _now(masked: str) -> Any:
    return _("Recorded now: %(value)s") % {"value": masked} if masked else ""
