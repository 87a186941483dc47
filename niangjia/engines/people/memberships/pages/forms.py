"""What is asked for a step of a membership. Days and reasons are checked as the actions check them, at the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.persons.checking import LONGEST_REASON, fit_note, not_future
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.asking import day_field
from niangjia.engines.people.registry.choosing import union_field
from niangjia.engines.people.registry.entry_forms import DocumentFields
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.persons.values import DocumentData
    from niangjia.foundation.access.reach import Reach

    from .acts import Act

SUGGESTED = "reasons"  # the id of the list of words that a reason offers


def fit_day(day: date, earliest: date | None = None) -> date:
    """The day, neither in the future nor before the membership began. Raises ValidationError."""
    try:
        not_future(day)
    except NotPossible as refusal:
        raise forms.ValidationError(str(refusal)) from None
    if earliest and day < earliest:
        said = _("The membership began here only on %(day)s.") % {"day": date_format(earliest)}
        raise forms.ValidationError(said)
    return day


def fit_words(text: str) -> str:
    """The reason as the action takes it. Raises ValidationError."""
    try:
        return fit_note(text)
    except NotPossible as refusal:
        raise forms.ValidationError(str(refusal)) from None


class StepForm(forms.Form):
    """A day and a reason."""

    day = day_field(gettext_lazy("On"), initial=today)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, earliest: date | None = None) -> None:
        super().__init__(data)
        self.earliest = earliest

    def clean_day(self) -> date:
        return fit_day(self.cleaned_data["day"], self.earliest)

    def clean_reason(self) -> str:
        return fit_words(self.cleaned_data["reason"])


class ActForm(StepForm):
    """What an act of the table asks."""

    def __init__(self, data: Any, *, act: Act, earliest: date | None = None) -> None:
        super().__init__(data, earliest=earliest)
        day, reason = self.fields["day"], self.fields["reason"]
        day.label, reason.label, reason.help_text = act.day, act.reason, act.hint
        reason.required = act.reason_needed
        if act.suggestions:
            reason.widget.attrs["list"] = SUGGESTED
        if not act.day:
            del self.fields["day"]


class ReasonOnlyForm(StepForm):
    """A reason, which must be given; everything else is known."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        del self.fields["day"]
        self.fields["reason"].required = True


class DeathForm(StepForm):
    """The day on which somebody died."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        del self.fields["reason"]
        self.fields["day"].label = gettext_lazy("Died on")


class CorrectMembershipForm(forms.Form):
    """What was written down wrong about a membership."""

    number = forms.CharField(label=gettext_lazy("Membership number"), max_length=32, required=False)
    joined = day_field(
        gettext_lazy("Joined on"), help_text=gettext_lazy("The first day in any union; it stays when one moves.")
    )
    started = day_field(gettext_lazy("Here from"))
    reason = forms.CharField(
        label=gettext_lazy("Why it is corrected"), max_length=LONGEST_REASON, widget=forms.TextInput()
    )

    def __init__(self, data: Any, membership: Membership) -> None:
        first = membership.joined or membership.started
        super().__init__(data, initial={"number": membership.number, "joined": first, "started": membership.started})
        if membership.origin == Membership.Origin.TRANSFER:
            self.fields["started"].disabled = True
            self.fields["started"].help_text = _("The day of the transfer stands.")

    def clean_joined(self) -> date:
        return fit_day(self.cleaned_data["joined"])

    def clean_started(self) -> date:
        return fit_day(self.cleaned_data["started"])

    def clean_reason(self) -> str:
        return fit_words(self.cleaned_data["reason"])


class FindUnionForm(forms.Form):
    """Where somebody goes."""

    q = forms.CharField(
        label=gettext_lazy("Name, initials or code of the union"),
        required=False,
        max_length=64,
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )


class ReceiveForm(DocumentFields):
    """Whom another union has released, by the document."""

    day = day_field(gettext_lazy("Member here from"), initial=today)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST_REASON, required=False)

    def __init__(self, data: Any, reach: Reach) -> None:
        super().__init__(data)
        self.fields["union"] = union_field(reach, label=_("Union that takes the member in"))
        self.order_fields(["document_kind", "document_number", "union"])

    clean_day, clean_reason = StepForm.clean_day, StepForm.clean_reason
    earliest = None

    def entered(self) -> DocumentData:
        """The document, which must be given."""
        document = self.document()
        if document is None:
            raise ValueError("ask for it only when the form is valid")
        return document


class BatchForm(StepForm):
    """For several persons at once: where to, if they go; the day; why."""

    def __init__(self, data: Any, *, reach: Reach | None, reason_needed: bool) -> None:
        super().__init__(data)
        self.fields["reason"].required = reason_needed
        if reach is not None:
            self.fields["union"] = union_field(reach, label=_("To which union"))
            self.order_fields(["union"])
