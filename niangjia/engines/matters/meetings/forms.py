from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.procedures import all_procedures
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.clock import today

from .bodies import all_bodies
from .models import LONGEST_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.models import Union

DAY = forms.DateInput(attrs={"type": "date"})


class OfUnion(forms.Form):
    """A form that asks first for which of one's unions."""

    def __init__(self, unions: Sequence[Union], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.unions = {str(one.pk): one for one in unions}
        named = [(key, one.name) for key, one in self.unions.items()]
        self.fields["union"] = forms.ChoiceField(label=_("Union"), choices=named)
        bodies = [(body.key, body.title) for body in all_bodies()]
        self.fields["body"] = forms.ChoiceField(label=_("Which meeting?"), choices=bodies)
        self.order_fields(["union", "body"])

    def chosen(self) -> Union:
        return self.unions[self.cleaned_data["union"]]


class MeetingForm(OfUnion):
    """A meeting to be prepared."""

    held = forms.DateField(label=gettext_lazy("Day"), widget=DAY, initial=today)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=100, required=False)


class DelegationForm(OfUnion):
    """A resolution by which somebody decides alone."""

    role = forms.ChoiceField(label=gettext_lazy("Who decides alone?"), choices=Role.choices, initial=Role.CHAIR)
    resolution = forms.CharField(label=gettext_lazy("Number of the resolution"), max_length=64)
    resolved = forms.DateField(label=gettext_lazy("Day of the resolution"), widget=DAY)
    valid_from = forms.DateField(label=gettext_lazy("From"), widget=DAY)
    valid_to = forms.DateField(label=gettext_lazy("Until"), widget=DAY, required=False)

    def __init__(self, unions: Sequence[Union], data: Any = None) -> None:
        super().__init__(unions, data)
        services = [(key, found.title) for key, found in sorted(all_procedures().items())]
        self.fields["procedure"] = forms.ChoiceField(label=_("For which service?"), choices=services)
        self.order_fields(["union", "body", "procedure", "role"])


class GuestForm(forms.Form):
    """Somebody without a vote."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=64)
    role = forms.CharField(label=gettext_lazy("Post or task"), max_length=40, required=False)


class WordsForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What else was said"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
