"""What the list, the search and a look ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people import codes
from niangjia.engines.people.employers.models import Employer, Employment
from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.persons.checking import LONGEST_REASON

from .choosing import union_field
from .listing import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.foundation.access.reach import Reach

ALL = ("", _("All"))
KINDS = [
    ALL,
    (Kind.MEMBER.value, _("members")),
    (Kind.WORKER.value, _("workers who are no members")),
    (Kind.INCOMPLETE.value, _("incomplete records")),
]
OLDEST = 120
MOST_EMPLOYERS = 200
# Spans: what the first and the last of them are called.
SPANS = (("age_from", "age_to"), ("joined_from", "joined_to"))
GROUPS = (
    (_("Union and membership"), ("union", "kind", "state", "origin", "joined_from", "joined_to")),
    (_("About the person"), ("sex", "age_from", "age_to", "education", "political", "household", "migrant")),
    (_("Work and skill"), ("work_state", "new_form", "skill", "employment", "employer")),
)


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[ALL, *choices])


def _age(label: Any) -> forms.IntegerField:
    # Not type=number: a wheel that turns over the field would change it.
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=OLDEST, widget=widget)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget)


class EmployerWords(forms.CharField):
    """Employers by a part of the name or by their code; gives the ids of all that fit, None for nothing typed."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self._found(text) if text else None

    def _found(self, text: str) -> list[int]:
        fitting = Employer.objects.filter(uscc=text.upper()) or Employer.objects.filter(name__icontains=text)
        ids = list(fitting.values_list("pk", flat=True)[: MOST_EMPLOYERS + 1])
        if not ids:
            raise forms.ValidationError(gettext("No employer in the register is called so."))
        if len(ids) > MOST_EMPLOYERS:
            raise forms.ValidationError(gettext("Too many employers are called so: type more of the name."))
        return ids


class Shared(dict[str, forms.Field]):
    """Fields that every form of a class shares: copying twenty for each page takes as long as reading the page."""

    def __deepcopy__(self, memo: object) -> dict[str, forms.Field]:
        return dict(self)


class FilterForm(forms.Form):
    """Whom the list shows; nothing of it is personal, so it may stand in an address.

    Its fields are never changed once they are declared.
    """

    kind = forms.ChoiceField(label=_("Whom"), required=False, choices=KINDS)
    state = _choice(_("Membership"), Standing.choices)
    origin = _choice(_("How it came about"), Membership.Origin.choices)
    joined_from = _day(_("Joined from"))
    joined_to = _day(_("Joined until"))
    sex = _choice(_("Sex"), codes.Sex.choices)
    age_from = _age(_("Age from"))
    age_to = _age(_("Age to"))
    education = _choice(_("Education"), codes.Education.choices)
    political = _choice(_("Political status"), codes.PoliticalStatus.choices)
    household = _choice(_("Household"), codes.HouseholdType.choices)
    migrant = _choice(_("Migrant rural worker"), [("1", _("only migrant rural workers"))])
    work_state = _choice(_("State of work"), codes.WorkState.choices)
    new_form = _choice(_("New form of work"), codes.NewForm.choices)
    skill = _choice(_("Skill grade"), codes.SkillGrade.choices)
    employment = _choice(_("Employment"), Employment.Kind.choices)
    employer = EmployerWords(label=_("Employer"), required=False, max_length=128)

    def __init__(self, reach: Reach, data: Any = None) -> None:
        super().__init__(data)
        self.fields["union"] = union_field(
            reach, nothing=_("All"), label=_("Union, with all below it"), required=False
        )
        self.order_fields([name for _title, names in GROUPS for name in names])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for first, last in SPANS:
            one, other = cleaned.get(first), cleaned.get(last)
            if one is not None and other is not None and one > other:
                self.add_error(last, gettext("The end comes before the beginning."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """What was asked, without what makes no sense."""
        if not any(self.data.get(name) for name in self.fields):
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}

    def groups(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """The fields as people look for them: a title, and what stands below it."""
        for title, names in GROUPS:
            yield title, [self[name] for name in names]


FilterForm.base_fields = Shared(FilterForm.base_fields)


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
