"""The search for employers, and the form of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Employer

if TYPE_CHECKING:
    from django.db.models import Field

    from niangjia.engines.people.unions.refusals import Unfit

FIELDS = ("name", "uscc", "nature", "industry", "region", "headcount", "dispatches")
HINTS = {
    "uscc": _("18 digits and letters, as on the licence; the last one is examined."),
    "industry": _("A letter, or two to four digits."),
    "region": _("Six digits."),
}


class SearchForm(forms.Form):
    """Which employer is looked for."""

    q = forms.CharField(
        label=_("Name or social credit code of an employer"), required=False, max_length=128, widget=forms.SearchInput
    )


def _control(field: Field[Any, Any], **given: Any) -> forms.Field | None:
    made: forms.Field | None = field.formfield(**{**given, "help_text": HINTS.get(field.name, "")})
    if isinstance(made, forms.ChoiceField):
        made.choices = [("", _("not known")), *(field.choices or ())]
    return made


class EmployerForm(forms.Form):
    """The data of an employer. What fits is for the verbs to say."""

    def __init__(self, employer: Employer | None = None, data: Any = None) -> None:
        super().__init__(data, initial=forms.model_to_dict(employer, FIELDS) if employer else None)
        self.fields.update(forms.fields_for_model(Employer, FIELDS, formfield_callback=_control))

    @property
    def changed(self) -> dict[str, Any]:
        """What somebody entered or changed, by the field's name."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def refuse(self, error: Unfit) -> None:
        """Mark the field that can't be stored."""
        self.add_error(error.field if error.field in self.fields else None, str(error))
