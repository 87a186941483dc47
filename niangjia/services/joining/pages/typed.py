"""The form of the second screen: at most eight fields to type, fewer where something is known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.claiming.forms import SixForm
from niangjia.engines.people.models import Coverage
from niangjia.engines.people.unions.neighbours import holding
from niangjia.foundation.access.phones.forms import CodeForm, PhoneForm
from niangjia.foundation.chinese import normalise_name
from niangjia.foundation.identity import Document
from niangjia.services.joining.acts.applying import age_refusal
from niangjia.services.joining.forms import BornFields, WorkFields
from niangjia.services.joining.reading import too_young
from niangjia.services.joining.said import Said, document_in
from niangjia.services.joining.signature import LARGEST, drawn_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from niangjia.engines.people.models import Union

    from .known import Known

OF_PHONE = ("phone", "code")
OF_BIRTH = ("sex", "born")
OF_WORK = ("employer", "title", "new_form", "platform")


class ApplyForm(BornFields, WorkFields):
    """What is asked; `said()` is all of it, with what was known.

    Sex and birthday are asked as soon as the number that was typed, or is known, does not tell them.
    """

    name = forms.CharField(label=_("Name"), max_length=64, widget=forms.TextInput({"autocomplete": "name"}))
    number = forms.CharField(
        label=_("Number of your ID"),
        max_length=32,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    six = forms.CharField(
        label=_("Last six of your ID"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("The list has your number; its end shows that it is you."),
    )
    phone = forms.CharField(
        label=_("Mobile phone number"),
        max_length=32,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    code = forms.CharField(
        label=_("Code from the text message"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    informed = forms.BooleanField(label=_("I agree that my data from the platform are used for this"))
    drawn = forms.CharField(label=_("Signature"), required=False, max_length=LARGEST, widget=forms.HiddenInput)
    signed = forms.BooleanField(label=_("I have read this and sign it with my name"), required=False)
    field_order = ("name", "number", *OF_BIRTH, "six", *OF_PHONE, *OF_WORK, "informed", "drawn", "signed")

    def __init__(self, union: Union, known: Known, data: Any = None, initial: Any = None) -> None:
        self.union, self.known = union, known
        had = {name: getattr(known.said, name) for name in OF_WORK if getattr(known.said, name)}
        super().__init__(data, initial=initial or had or {"employer": _only_employer(union)})
        self.document: Document | None = None
        self.picture = ""  # the drawn signature, once it is looked at
        self.forget(known)

    def forget(self, known: Known) -> None:
        """Leave out what is known."""
        if known.person or known.phone:
            self._without(*OF_PHONE)
        if known.person:
            self._without("name")
        elif known.said.name:
            self.fields["name"].help_text = gettext("As on your ID card: the list may have it otherwise.")
        if known.person or known.said.number:
            self._without("number")
        if not known.asks_six:
            self._without("six")
        if not known.from_platform:
            self._without("informed")
        self._without(*(name for name in OF_BIRTH if name not in self._untold(known)))

    def _untold(self, known: Known) -> Collection[str]:
        if known.person:
            return known.lacks
        typed = (self.data or self.initial).get("number") or ""
        found = document_in(known.said.number or str(typed))
        return () if isinstance(found, str) or found.born else OF_BIRTH

    def _without(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def clean_name(self) -> str:
        return normalise_name(self.cleaned_data["name"])

    def clean_number(self) -> str:
        found = document_in(self.cleaned_data["number"])
        if isinstance(found, str):
            raise forms.ValidationError(found)
        if too_young(found.born, self.union):
            raise forms.ValidationError(age_refusal(self.union))
        self.document = found
        return found.number

    def clean_six(self) -> str:
        return _by(SixForm, "six", self.cleaned_data["six"])

    def clean_phone(self) -> str:
        return _by(PhoneForm, "phone", self.cleaned_data["phone"])

    def clean_code(self) -> str:
        return _by(CodeForm, "code", self.cleaned_data["code"])

    def clean_drawn(self) -> str:
        self.picture = drawn_in(self.cleaned_data["drawn"])
        return str(self.cleaned_data["drawn"])

    def clean_born(self) -> str:
        """Whoever is too young is told so here."""
        told = super().clean_born()
        if too_young(date.fromisoformat(told), self.union):
            raise forms.ValidationError(age_refusal(self.union))
        return told

    def clean(self) -> dict[str, Any]:
        """Drawn or ticked: one of the two is the signature; who draws need not tick."""
        given = super().clean()
        if not self.picture and not given.get("signed"):
            self.add_error("signed", gettext("Without your signature it is no application."))
        return given

    def number_is_wrong(self) -> bool:
        """Whether what was typed is no number, or that of somebody too young; other errors are left for later."""
        wrong = bool(self.data.get("number")) and "number" in self.errors
        for name in [*self.errors]:
            if name != "number":
                del self.errors[name]
        return wrong

    def said(self, *, phone: str) -> Said:
        """Everything that is said, with what was known."""
        given, known = self.cleaned_data, self.known.said
        document = self.document
        return Said(
            name=given.get("name") or known.name,
            kind=document.kind.value if document else known.kind,
            number=document.number if document else known.number,
            phone=phone,
            **{name: given[name] for name in OF_WORK},
            **{name: given[name] for name in OF_BIRTH if name in given},
        )


def _by(form: type[forms.Form], name: str, typed: str) -> str:
    """As the form of signing in judges it."""
    asked = form({name: typed})
    asked.is_valid()
    if name in asked.errors:
        raise forms.ValidationError(list(asked.errors[name]))
    return str(asked.cleaned_data[name])


def _only_employer(union: Union) -> str:
    """The employer that the union covers, where it is one alone."""
    rows = list(holding(Coverage.objects.filter(union=union)).select_related("employer")[:2])
    return rows[0].employer.name if len(rows) == 1 else ""
