"""What is asked to enter, complete, correct and enrol somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people import codes
from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.persons.ethnicities import ETHNICITIES
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.persons.values import DocumentData, PersonData
from niangjia.foundation.clock import today
from niangjia.foundation.identity import DocumentKind

from .asking import day_field
from .choosing import union_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.people.persons.values import Fields
    from niangjia.foundation.access.reach import Reach

OPEN = (
    *("sex", "born", "ethnicity", "native_place", "education", "political", "household", "household_region"),
    *("is_migrant", "work_state", "skill", "new_form", "platform"),
)
AT_ENTRY = ("sex", "born", "education", "work_state", "new_form")


class DocumentFields(forms.Form):
    """An identity document."""

    document_kind = forms.ChoiceField(label=_("Document"), choices=DocumentKind.choices)
    document_number = forms.CharField(
        label=_("Document number"), max_length=32, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    document_country = forms.CharField(
        label=_("Issuing country"),
        max_length=3,
        required=False,
        help_text=_("Of a passport: the three letters that stand on it, such as KOR."),
    )

    def document(self) -> DocumentData | None:
        """The document, if there is one."""
        given = self.cleaned_data
        if not given.get("document_number"):
            return None
        kind, country = DocumentKind(given["document_kind"]), given["document_country"].upper()
        return DocumentData(kind=kind, number=given["document_number"], country=country)


class OpenFields(forms.ModelForm):  # type: ignore[type-arg]
    """A person's open fields. The action saves, never the form."""

    class Meta:
        model = Person
        fields: tuple[str, ...] = OPEN
        widgets = {"born": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "name" in self.fields:
            self.fields["name"].label = str(_("Name"))
        if "ethnicity" in self.fields:
            groups = [("", _("not stated")), *ETHNICITIES.items()]
            self.fields["ethnicity"] = forms.ChoiceField(label=_("Ethnicity"), choices=groups, required=False)
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                choices: Any = field.choices
                field.choices = [(value, label if value else _("not stated")) for value, label in choices]

    def open_fields(self) -> Fields:
        """The fields as given."""
        return {name: self.cleaned_data[name] for name in self.fields if name in OPEN}  # type: ignore[return-value]

    def _post_clean(self) -> None:
        """The object stays as it is: the action compares with it, and checks what is given."""


class CorrectForm(OpenFields):
    """Name and open fields; what a document tells is not asked."""

    class Meta(OpenFields.Meta):
        fields = ("name", *OPEN)

    def __init__(self, data: Any, *, told: Mapping[str, object], **more: Any) -> None:
        super().__init__(data, **more)
        for name in told:
            del self.fields[name]

    def corrections(self) -> dict[str, Any]:
        """For the action."""
        return dict(self.cleaned_data)


class CompleteForm(DocumentFields, OpenFields):
    """What an incomplete record lacks."""

    class Meta(OpenFields.Meta):
        fields = ("sex", "born")

    field_order = (*DocumentFields.base_fields, "sex", "born")

    def __init__(self, data: Any, *, instance: Person) -> None:
        super().__init__(data, instance=instance)
        lacks = instance.lacks.split(",")
        if "document" not in lacks:
            for name in DocumentFields.base_fields:
                del self.fields[name]
        self.fields["sex"].required = self.fields["born"].required = False
        for name in ("sex", "born"):
            self.fields[name].help_text = str(_("Only if the document does not tell it."))

    def given(self) -> Fields:
        """The open fields that were filled in."""
        found = self.open_fields()
        return {name: value for name, value in found.items() if value and value != codes.Sex.UNKNOWN}  # type: ignore[return-value]


class EnrolFields(forms.Form):
    """How somebody becomes a member."""

    origin = forms.ChoiceField(
        label=_("How"),
        choices=[
            (Membership.Origin.APPLICATION.value, _("by application")),
            (Membership.Origin.RECORDED.value, _("recorded later, on somebody's word")),
        ],
    )
    day = day_field(_("Member from"), initial=today)
    word = forms.CharField(
        label=_("On whose word"),
        max_length=128,
        required=False,
        help_text=_("For a membership recorded later: who says so, or which list."),
    )
    number = forms.CharField(label=_("Membership number"), max_length=32, required=False)

    def terms(self) -> dict[str, Any]:
        """For the action."""
        return {name: self.cleaned_data[name] for name in ("origin", "day", "word", "number")}


class EnrolForm(EnrolFields):
    """Somebody who is here becomes a member."""

    def __init__(self, data: Any, *, reach: Reach, home: int) -> None:
        super().__init__(data, initial={"union": home})
        self.fields["union"] = union_field(reach, label=_("Union"))
        self.order_fields(["union"])


class RegisterForm(DocumentFields, OpenFields):
    """Somebody new, perhaps a member at once."""

    class Meta(OpenFields.Meta):
        fields = ("name", *AT_ENTRY)

    phone = forms.CharField(label=_("Telephone"), max_length=32, required=False)
    enrol = forms.BooleanField(label=_("Becomes a member at once"), required=False)

    def __init__(self, data: Any, *, reach: Reach) -> None:
        super().__init__(data)
        self.fields["union"] = union_field(reach, label=_("Union"))
        number = self.fields["document_number"]
        number.required = False
        number.help_text = str(_("Without a document the record is incomplete, and a membership is not counted yet."))
        for name in ("sex", "born"):
            self.fields[name].required = False
            self.fields[name].help_text = str(_("Only if the document does not tell it."))
        for name, field in EnrolFields.base_fields.items():
            self.fields[name] = field
        self.fields["origin"].required = self.fields["day"].required = False
        self.order_fields(
            [
                "union",
                "name",
                "document_kind",
                "document_number",
                "document_country",
                "phone",
                *AT_ENTRY,
                "enrol",
                "origin",
                "day",
                "word",
            ]
        )

    def person_data(self) -> PersonData:
        """For the action."""
        given, document = self.cleaned_data, self.document()
        fields = {name: given[name] for name in AT_ENTRY if given.get(name)}
        return PersonData(
            name=given["name"],
            documents=(document,) if document else (),
            phones=(given["phone"],) if given["phone"] else (),
            fields=fields,  # type: ignore[arg-type]
        )

    def terms(self) -> dict[str, Any]:
        """How the membership begins."""
        given = self.cleaned_data
        return {
            "origin": given["origin"] or Membership.Origin.APPLICATION,
            "day": given["day"] or today(),
            "word": given["word"],
            "number": given["number"],
        }
