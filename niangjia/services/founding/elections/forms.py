"""What an election asks for: candidates as names, one on each line; the count of a round; who is chair."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.forms import TaskForm
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.clock import today

from .models import Ballot, Candidate, Election
from .reading import WOMEN, electable, election_of, federates, figures, women, years_of
from .sheet import FIGURES, Counted, Slate, refuse_unfinished
from .steps import bodies_for

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from niangjia.engines.people.models import Person, Union

    from .models import Sheet

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
LONG = forms.Textarea(attrs={"rows": 5})
NUMBER = forms.NumberInput(attrs={"inputmode": "numeric"})
MOST = 9_999_999


class RenewalForm(forms.Form):
    """An election at the end of a term is asked for."""

    assembly = forms.ChoiceField(
        label=gettext_lazy("Who elects?"),
        choices=Election.Assembly.choices,
        initial="members",
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("What else the request says"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, union: Union, data: Any = None) -> None:
        super().__init__(data, auto_id="id_renewal_%s")
        self.fields["years"] = _years(union)
        congress_alone(self, union)
        self.order_fields(["assembly", "years", "why"])


def _years(union: Union, **more: Any) -> forms.TypedChoiceField:
    years = years_of(union, figures(union))
    return forms.TypedChoiceField(
        label=_("Years of the term"), choices=[(one, str(one)) for one in years], coerce=int, **more
    )


def congress_alone(form: forms.Form, union: Union) -> None:
    """Above base unions there is nobody else who elects."""
    if federates(union):
        one = Election.Assembly.DELEGATES
        form.fields["assembly"].choices = [(one.value, one.label)]  # type: ignore[attr-defined]
        form.initial["assembly"] = one.value


class NameForm(TaskForm):
    """Hands the candidates in, once they were named on their page."""

    def clean(self) -> dict[str, Any]:
        named = election_of(self.task.matter).ballots.filter(past=False)
        if self.outcome != "give_up" and not named.exists():
            raise forms.ValidationError(_("Name the candidates first: open their page."))
        return self.cleaned_data


class CountForm(TaskForm):
    """Reports the result, once the sheets were entered on their page."""

    def clean(self) -> dict[str, Any]:
        election = election_of(self.task.matter)
        if self.outcome == "anew":
            return self.cleaned_data
        try:
            if not election.ballots.filter(past=False, sheets__isnull=False).exists():
                raise NotPossible(_("Enter the count first: open its page."))
            refuse_unfinished(election)
        except NotPossible as error:
            raise forms.ValidationError(str(error)) from None
        return self.cleaned_data


class CandidatesForm(forms.Form):
    """Seats and names of each body. Who is named must be a member who votes; two of one name by their number."""

    assembly = forms.ChoiceField(
        label=gettext_lazy("Who elects?"), choices=Election.Assembly.choices, widget=forms.RadioSelect
    )
    relatives = forms.CharField(
        label=gettext_lazy("Head of the unit and near relatives who work here"), max_length=300, required=False,
        help_text=gettext_lazy(
            "Names, not kept: they can't stand (Trade Union Law, article 10). Of two members of one name write "
            "the number of the membership behind it, of who is no member “非会员”."
        ),
    )  # fmt: skip
    clean_hands = forms.BooleanField(
        label=gettext_lazy("No candidate is the head of the unit or a near relative"),
        error_messages={"required": gettext_lazy("Ask, then tick this: such people can't stand.")},
    )

    def __init__(self, election: Election, data: Any = None) -> None:
        self.election = election
        super().__init__(data, initial={"assembly": election.assembly})
        there = {
            ballot.body: ballot
            for ballot in election.ballots.filter(past=False).prefetch_related("candidates__person")
        }
        congress_alone(self, election.union)
        self.bodies = bodies_for(election)
        for body in self.bodies:
            self._add(body, there.get(body))
        if election.occasion == Election.Occasion.FOUNDING:  # a renewal is asked for with its years
            self.fields["years"] = _years(election.union, initial=election.years, required=False, empty_value=None)
        if women(election.union) >= figures(election.union).count(WOMEN):
            self._add_no_women(election)
        named = [name for body in self.bodies for name in (f"{body}_seats", str(body))]
        self.order_fields(["assembly", "years", *named, "no_women", "relatives", "clean_hands"])

    def _add_no_women(self, election: Election) -> None:
        self.fields["no_women"] = forms.CharField(
            label=_("Why no women workers' committee is elected"), max_length=200, required=False,
            initial=election.no_women, widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Only where it is not elected at this meeting; it stands on the request."),
        )  # fmt: skip

    def _add(self, body: Ballot.Body, there: Ballot | None) -> None:
        self.fields[f"{body}_seats"] = forms.IntegerField(
            label=_("%(body)s: seats") % {"body": body.label}, min_value=1, max_value=99, required=False,
            widget=NUMBER, initial=there.seats if there else None,
        )  # fmt: skip
        names = [one.person.name for one in there.candidates.order_by("position")] if there else []
        self.fields[str(body)] = forms.CharField(
            label=_("%(body)s: candidates") % {"body": body.label}, widget=LONG, required=False, max_length=4000,
            initial="\n".join(names), help_text=_("One name on each line; they are put in order by strokes."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        barred = _barred(given.get("relatives", ""))
        lines = {body: _lines(given.get(str(body), "")) for body in self.bodies}
        known = members_named(self.election.union, {name for rows in lines.values() for name, _number in rows})
        self.slates = []
        for body, rows in lines.items():
            seats = given.get(f"{body}_seats")
            if not rows and not seats:
                continue
            try:
                persons = [_found(known, name, number, barred) for name, number in rows]
                self.slates.append(Slate(body, seats or 0, persons))
            except NotPossible as error:
                self.add_error(str(body), str(error))
        return given


BETWEEN = re.compile(r"[\r\n、，,；;]+")  # what stands between two names, however it was typed


def _lines(text: str) -> list[tuple[str, str]]:
    """Name and, behind it, what tells two of one name apart."""
    rows = []
    for line in BETWEEN.split(text):
        name, *number = line.split(maxsplit=1)[:2] or [""]
        if name:
            rows.append((name, number[0].strip() if number else ""))
    return rows


NO_MEMBER = "非会员"  # behind a name: a member of the same name is somebody else


def _barred(text: str) -> dict[str, str]:
    """Who can't stand: by name, with the number that was written behind it; blanks stand between names as well."""
    found: dict[str, str] = {}
    for part in BETWEEN.split(text):
        last = ""
        for word in part.split():
            if (last and word == NO_MEMBER) or (last and word.isascii() and word.isalnum()):
                found[last] = word
            else:
                found[last := word] = ""
    return found


Known = dict[str, list[tuple["Person", str, bool]]]


def members_named(union: Union, names: set[str]) -> Known:
    """Members of these names: the person, the number of the membership, whether they can be elected; two queries."""
    from niangjia.engines.people.models import Membership

    below = {"union__place__gte": union.place, "union__place__lt": union.place_end, "state": "retained"}
    found: Known = {}
    for rows, can in ((electable(union), True), (Membership.objects.filter(**below), False)):
        for one in rows.filter(person__name__in=names).select_related("person"):
            found.setdefault(one.person.name, []).append((one.person, one.number, can))
    return found


def _found(known: Known, name: str, number: str, barred: Mapping[str, str]) -> Person:
    """Raises NotPossible for who is no member, one of two, not electable, or near to the head of the unit."""
    there = [one for one in known.get(name, []) if not number or one[1].endswith(number)]
    if not there:
        raise NotPossible(_("%(name)s is no member of this union.") % {"name": name})
    there = [one for one in there if not _is_barred(known[name], one[1], name, barred)]
    if not there:
        raise NotPossible(_("%(name)s is the head of the unit or a near relative, and can't stand.") % {"name": name})
    able = [one[0] for one in there if one[2]]
    if not able:
        raise NotPossible(
            _("The membership of %(name)s is retained: no vote, and nobody to be elected.") % {"name": name}
        )
    if len(able) > 1:
        sentence = _(
            "There are %(count)s members called %(name)s: write the number of the membership behind the name."
        )
        raise NotPossible(sentence % {"count": len(able), "name": name})
    return able[0]


def _is_barred(same: Collection[tuple[Person, str, bool]], number: str, name: str, barred: Mapping[str, str]) -> bool:
    """Whether the one of this number is the one who can't stand. Raises NotPossible where nobody can tell."""
    if name not in barred or barred[name] == NO_MEMBER:
        return False
    alone = len({one[0].pk for one in same}) == 1
    if (meant := barred[name]) and (alone or any(one[1].endswith(meant) for one in same)):
        return number.endswith(meant)
    if not alone:
        sentence = _(
            "Several members are called %(name)s: write the number of the membership behind the name of who "
            "can't stand."
        )
        raise NotPossible(sentence % {"name": name})
    return True


LABELS = {
    "due": gettext_lazy("Should attend"),
    "present": gettext_lazy("Present"),
    "given_out": gettext_lazy("Ballots given out"),
    "returned": gettext_lazy("Ballots returned"),
    "valid": gettext_lazy("Valid ballots"),
    "invalid": gettext_lazy("Invalid ballots"),
    "others": gettext_lazy("Votes for others"),
}
HELP = {
    "due": gettext_lazy("One figure for the whole meeting."),
    "present": gettext_lazy("One figure for the whole meeting."),
}


class SheetForm(forms.Form):
    """The count of one round: figures, and the votes of each who stood."""

    def __init__(
        self, candidates: tuple[Candidate, ...], data: Any = None, *, sheet: Sheet | None = None, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.candidates = candidates
        for name in FIGURES:
            self.fields[name] = forms.IntegerField(
                label=LABELS[name], min_value=0, max_value=MOST, widget=NUMBER, help_text=HELP.get(name, ""),
                initial=getattr(sheet, name) if sheet else 0 if name == "others" else None,
            )  # fmt: skip
        votes = {one.candidate_id: one.votes for one in sheet.votes.all()} if sheet else {}
        for one in candidates:
            self.fields[f"votes_{one.pk}"] = forms.IntegerField(
                label=_("Votes: %(name)s") % {"name": one.person.name}, min_value=0, max_value=MOST, widget=NUMBER,
                initial=votes.get(one.pk),
            )  # fmt: skip

    def counted(self) -> Counted:
        given = self.cleaned_data
        votes = {one.pk: given[f"votes_{one.pk}"] for one in self.candidates}
        return Counted({name: given[name] for name in FIGURES}, votes)

    def mark(self, problems: Any) -> None:
        """What is wrong, each at its field."""
        for one in problems:
            name = f"votes_{self.candidates[one.at].pk}" if one.at is not None else one.field
            self.add_error(name if name in self.fields else None, one.sentence)


class MeetingForm(forms.Form):
    """The day of the meeting."""

    day = forms.DateField(label=gettext_lazy("Day of the meeting"), widget=DAY)

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] > today():
            raise forms.ValidationError(_("The meeting lies in the future: enter the count when it was held."))
        return self.cleaned_data["day"]


class OfficesForm(forms.Form):
    """Whom each body made its head; vice chairs of the committee. Whether open seats are left for later."""

    def __init__(self, election: Election, found: Any, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.tallies = [tally for tally in found if tally.ballot.body != Ballot.Body.ORGANISER]
        for tally in self.tallies:
            self._add(tally)
        if any(tally.open for tally in found):
            self.fields["left_open"] = forms.BooleanField(
                label=_("The meeting leaves the open seats for later"), required=False, initial=election.left_open
            )

    def _add(self, tally: Any) -> None:
        body, label = tally.ballot.body, tally.ballot.get_body_display()
        elected = [(str(one.pk), one.person.name) for one in tally.elected]
        self.fields[f"office_{body}"] = forms.ChoiceField(
            label=_("Head: %(body)s") % {"body": label}, choices=[("", "—"), *elected], required=bool(elected),
            initial=str(tally.chair.pk) if tally.chair else "",
        )  # fmt: skip
        if body == Ballot.Body.COMMITTEE:
            vices = [str(one.pk) for one in tally.elected if one.office == Candidate.Office.VICE]
            self.fields["vices"] = forms.MultipleChoiceField(
                label=_("Vice chairs"), choices=elected, required=False, widget=forms.CheckboxSelectMultiple,
                initial=vices,
            )  # fmt: skip

    def offices(self) -> Mapping[int, str]:
        found = {int(pk): str(Candidate.Office.VICE) for pk in self.cleaned_data.get("vices", [])}
        for tally in self.tallies:
            if chosen := self.cleaned_data.get(f"office_{tally.ballot.body}"):
                found[int(chosen)] = str(Candidate.Office.CHAIR)
        return found
