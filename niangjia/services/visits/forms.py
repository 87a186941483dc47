"""Forms of visits, problems and reception days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.passing_on import receivers

from .models import Purpose
from .reading import leaders_of

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union

LONG = 3000


def _long(label: Any, rows: int = 4, *, required: bool = True, longest: int = LONG) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=required, widget=forms.Textarea({"rows": rows}))


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class PlanForm(forms.Form):
    """A visit to come."""

    purpose = forms.ChoiceField(label=_("What for?"), choices=Purpose.choices, widget=forms.RadioSelect)
    day = _day(_("On which day?"))
    place = forms.CharField(label=_("To which place?"), max_length=100)
    visitors = forms.CharField(label=_("Who goes?"), max_length=200)
    plan = _long(_("What is planned?"), 3, required=False, longest=500)


class RecordForm(forms.Form):
    """What a visit was. `draft` is the mark of what the phone kept."""

    met = _long(_("Whom did you meet?"), 2, longest=300)
    heard = _long(_("What did you hear?"), 6)
    settled = _long(_("What was settled on the spot?"), 3, required=False)
    draft = forms.UUIDField(required=False, widget=forms.HiddenInput)


class CorrectForm(RecordForm):
    """The record anew, with the reason that stands on the revoked paper."""

    draft = None  # type: ignore[assignment]
    reason = forms.CharField(label=_("Why is it corrected?"), max_length=200)


class ProblemForm(forms.Form):
    """A problem for the register."""

    text = _long(_("What is the problem?"), 3, longest=1000)
    responsible = forms.CharField(label=_("Who sees to it?"), max_length=64)
    due = _day(_("Until when?"))


class LaterForm(forms.Form):
    """Another day."""

    due = _day(_("Until when?"))


class ResultForm(forms.Form):
    """How it was solved."""

    result = _long(_("What came of the problem?"), 3, longest=1000)


class LeaderForm(forms.Form):
    """Which leader sees it through."""

    leader = forms.ChoiceField(label=_("Which leader?"), required=False)

    def __init__(self, union: Union, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["leader"].choices = [("", _("nobody")), *leaders_of(union)]  # type: ignore[attr-defined]


class MatterForm(forms.Form):
    """What it becomes, and whose it is."""

    key = forms.ChoiceField(label=_("What does it become?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=64)
    number = forms.CharField(
        label=_("Number of the document"), max_length=32, widget=forms.TextInput({"autocomplete": "off"})
    )

    accuses = forms.BooleanField(label=_("It accuses somebody of this unit"), required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["key"].choices = list(receivers().items())  # type: ignore[attr-defined]


class ReceptionForm(forms.Form):
    """A reception day to come."""

    leader = forms.ChoiceField(label=_("Which leader?"))
    starts = forms.DateTimeField(
        label=_("When does it begin?"), widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    place = forms.CharField(label=_("Where is it?"), max_length=100)
    places = forms.IntegerField(label=_("How many can come?"), min_value=1, max_value=50, initial=6)

    def __init__(self, union: Union, data: Any = None) -> None:
        super().__init__(data)
        self.fields["leader"].choices = leaders_of(union)  # type: ignore[attr-defined]


class ReceivedForm(forms.Form):
    """Whether somebody came; what needs more gets a day."""

    came = forms.ChoiceField(
        label=_("Was the person received?"),
        choices=[("yes", _("was received")), ("no", _("did not come"))],
        widget=forms.RadioSelect,
    )
    responsible = forms.CharField(label=_("Who sees to it?"), max_length=64, required=False)
    due = _day(_("Until when? (goes into the register of problems)"), required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("came") == "yes" and given.get("responsible") and "due" in given and not given["due"]:
            self.add_error("due", _("Say until when: without a day nothing goes into the register."))
        return given


class BookForm(forms.Form):
    """What somebody wants to bring."""

    words = _long(_("What do you want to talk about?"), 3, longest=500)
