"""The form with which a union keeps its own data, and the search of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import today

from .models import Union

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import Field

    from .refusals import Unfit

OWN = (
    "code",
    "short_name",
    "uscc",
    "certificate",
    "certificate_expires",
    "nature",
    "industry",
    "region",
    "founded",
    "term",
    "term_started",
    "election_due",
    "approval_paper",
    "headcount",
    "phone",
    "address",
)


class SearchForm(forms.Form):
    """What one looks for in the tree."""

    q = forms.CharField(label=_("Name, initials or code of a union"), required=False, widget=forms.SearchInput)


class DayForm(forms.Form):
    """The day on which one looks at the tree."""

    on = forms.DateField(label=_("As it was on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def clean_on(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["on"]
        if day > today():
            raise forms.ValidationError(_("This day lies in the future."))
        return day


def _control(field: Field[Any, Any], **given: Any) -> forms.Field | None:
    """Days have the browser's own calendar. What fits is for the verb to say, so that every door says the same."""
    if field.get_internal_type() == "DateField":
        given["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    made: forms.Field | None = field.formfield(**given)
    if isinstance(made, forms.ChoiceField):
        made.choices = [("", _("not known")), *(field.choices or ())]
    return made


class OwnDataForm(forms.Form):
    """The own data of a union. Its code is for those above it."""

    def __init__(self, union: Union, data: Any = None, *, with_code: bool) -> None:
        super().__init__(data, initial=forms.model_to_dict(union, OWN))
        names = OWN if with_code else OWN[1:]
        self.fields.update(forms.fields_for_model(Union, names, formfield_callback=_control))

    @property
    def changed(self) -> dict[str, Any]:
        """What somebody changed, by the field's name."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def refuse(self, error: Unfit) -> None:
        """Mark the field that can't be stored."""
        self.add_error(error.field if error.field in self.fields else None, str(error))
