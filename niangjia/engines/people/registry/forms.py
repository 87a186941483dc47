"""What the list, the search and a look ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people import codes
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.persons.checking import LONGEST_REASON

from .choosing import union_field
from .listing import Kind

if TYPE_CHECKING:
    from niangjia.foundation.access.reach import Reach

ALL = ("", _("All"))
KINDS = [
    ALL,
    (Kind.MEMBER.value, _("members")),
    (Kind.WORKER.value, _("workers who are no members")),
    (Kind.INCOMPLETE.value, _("incomplete records")),
]


class FilterForm(forms.Form):
    """Whom the list shows; nothing of it is personal, so it may stand in an address."""

    kind = forms.ChoiceField(label=_("Whom"), required=False, choices=KINDS)
    state = forms.ChoiceField(label=_("Membership"), required=False, choices=[ALL, *Standing.choices])
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[ALL, *codes.Sex.choices])
    education = forms.ChoiceField(label=_("Education"), required=False, choices=[ALL, *codes.Education.choices])
    new_form = forms.ChoiceField(label=_("New form of work"), required=False, choices=[ALL, *codes.NewForm.choices])

    def __init__(self, reach: Reach, data: Any = None) -> None:
        super().__init__(data)
        self.fields["union"] = union_field(
            reach, nothing=_("All"), label=_("Union, with all below it"), required=False
        )
        self.order_fields(["union"])

    def asked(self) -> dict[str, Any]:
        """What was asked, without what makes no sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SearchForm(forms.Form):
    """Sent by POST only: what people type here is personal."""

    q = forms.CharField(
        label=_("Name, pinyin, initials, document number, its last four, or telephone"),
        max_length=64,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class ReasonForm(forms.Form):
    """Why somebody has to see, or take along, what is sealed."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, help_text=_("The person can read it among the looks.")
    )
