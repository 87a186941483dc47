"""What workers and staff fill in."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.forms import TaskForm
from niangjia.engines.matters.limits.kinds import limit_kind
from niangjia.engines.people.models import Employer
from niangjia.engines.rules import NoFigure, value
from niangjia.foundation.clock import today

from .choices import Category, Difficulty, Kind, Result, Way
from .limits import REVIEWING, TELL
from .reading import concern_of, review_of
from .reports.reading import in_hand_elsewhere
from .said import Answer, Said, split_names
from .together.joining import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from niangjia.engines.matters.models import Task
    from niangjia.foundation.access.actor import Actor

LONG, MOST_PEOPLE, SPEAKERS, MOST = 4000, 100_000, 5, 5
AREA = forms.Textarea(attrs={"rows": 5})
FACTS = ("kind", "category", "employer", "since", "people", "danger", "made")


def not_to_come(day: date | None) -> date | None:
    """The day. Raises ValidationError for one that is yet to come."""
    if day and day > today():
        raise forms.ValidationError(_("This day is yet to come."))
    return day


def under_the_rules(day: date, key: str) -> date:
    """A day on which something came, from which the days of the figure run. Raises ValidationError for one that is
    yet to come, or from before there were such days: mostly a slip of the year."""
    not_to_come(day)
    try:
        value(key, on=day)
    except NoFigure:
        raise forms.ValidationError(_("The rules of today did not hold then. Is the year right?")) from None
    return day


class SinceForm(forms.Form):
    """The day from which the law's time limits run, said afterwards."""

    since = forms.DateField(
        label=gettext_lazy("When did it happen, or when did you learn of it?"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_since(self) -> Any:
        return not_to_come(self.cleaned_data["since"])


class WordsForm(forms.Form):
    """What is the matter: the same for everybody, with a name or without."""

    danger = forms.BooleanField(label=gettext_lazy("Life or health is in danger right now"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Kind.choices, widget=forms.RadioSelect)
    category = forms.ChoiceField(
        label=gettext_lazy("Which subject?"), choices=[("", gettext_lazy("choose")), *Category.choices]
    )
    text = forms.CharField(
        label=gettext_lazy("Tell what happened"),
        max_length=LONG,
        widget=AREA,
        help_text=gettext_lazy("In your own words: what, when, who was there."),
    )
    wants = forms.CharField(
        label=gettext_lazy("What do you want?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For example: pay the wages from March to May, 12,600 yuan."),
    )
    since = forms.DateField(
        label=gettext_lazy("When did it happen, or when did you learn of it?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy(
            "The time limits of the law run from it. Of an accident: its day; of an illness from work: the day of "
            "the diagnosis; else the day on which you learned of it."
        ),
    )
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=100, required=False)
    people = forms.IntegerField(
        label=gettext_lazy("How many are concerned?"), min_value=1, max_value=MOST_PEOPLE, initial=1
    )

    def clean_since(self) -> Any:
        return not_to_come(self.cleaned_data.get("since"))

    def facts(self) -> dict[str, Any]:
        """Fields of the row."""
        return {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}


class BringForm(WordsForm):
    """What a worker brings with the own name."""

    employer = forms.ModelChoiceField(
        Employer.objects.none(),
        label=gettext_lazy("Which employer?"),
        required=False,
        empty_label=gettext_lazy("another one, written below"),
    )
    employer_name = forms.CharField(label=gettext_lazy("Another employer"), max_length=128, required=False)
    speakers = forms.CharField(
        label=gettext_lazy("Who speaks for all?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For a concern of many: up to five names, set apart by commas."),
    )
    about = forms.CharField(
        label=gettext_lazy("Whom do you complain of?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Only if it is about what persons did: up to five names, set apart by commas. They are sealed, and "
            "whoever bears one of them can neither see the concern nor handle it."
        ),
    )
    sealed = forms.BooleanField(
        label=gettext_lazy("Keep my name sealed"),
        required=False,
        help_text=gettext_lazy(
            "Who handles it does not see who you are. Only an officer of the union above who does not work for your "
            "employer can open the name, with a reason, and you are told who and why. You find it under this "
            "service, not under My matters."
        ),
    )
    form = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False, initial=token_urlsafe)
    field_order: Sequence[str] = (
        "danger", "kind", "category", "text", "wants", "employer", "employer_name", "place", "since", "people",
        "speakers", "about", "sealed",
    )  # fmt: skip

    def __init__(self, employers: Iterable[Employer], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        known = [one.pk for one in employers]
        found = Employer.objects.filter(pk__in=known).order_by("name")
        self.fields["employer"].queryset = found  # type: ignore[attr-defined]
        if len(known) == 1:
            self.fields["employer"].initial = known[0]
        if not known:
            del self.fields["employer"]

    def clean_speakers(self) -> str:
        """At most five speak for a group (信访工作条例 第二十条)."""
        names = split_names(self.cleaned_data["speakers"])
        if len(names) > SPEAKERS:
            raise forms.ValidationError(_("At most five speak for a group."))
        return "、".join(names)

    def clean_about(self) -> tuple[str, ...]:
        """The names one by one."""
        names = tuple(dict.fromkeys(split_names(self.cleaned_data["about"])))
        if len(names) > MOST:
            raise forms.ValidationError(_("At most %(count)s are named.") % {"count": MOST})
        return names

    def clean(self) -> dict[str, Any]:
        """Who speaks for others does so by name."""
        if self.cleaned_data.get("sealed") and self.cleaned_data.get("speakers"):
            self.add_error("speakers", _("Whoever speaks for others does it by name: leave this out, or the seal."))
        return self.cleaned_data

    def said(self, **more: str) -> Said:
        """What is sealed."""
        given = self.cleaned_data
        employer = "" if given.get("employer") else given["employer_name"]
        return Said(
            text=given["text"],
            wants=given["wants"],
            employer=employer,
            place=given["place"],
            speakers=given["speakers"],
            **more,
        )


class EnterForm(BringForm):
    """What staff enter for somebody."""

    way = forms.ChoiceField(
        label=gettext_lazy("How did it come?"),
        choices=[(way.value, way.label) for way in (Way.CALL, Way.VISIT, Way.LETTER)],
        widget=forms.RadioSelect,
    )
    made = forms.DateField(
        label=gettext_lazy("When did it come?"),
        initial=today,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy(
            "The day of the call, the visit, or of the letter's arrival: time limits run from it."
        ),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=64, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=32, required=False)
    field_order = ("way", "made", "name", "phone", *BringForm.field_order)

    def clean_made(self) -> Any:
        return under_the_rules(self.cleaned_data["made"], limit_kind(TELL).figure)


class RegisterForm(TaskForm):
    """Which rules it goes by."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Kind.choices)
    category = forms.ChoiceField(label=gettext_lazy("Which subject?"), choices=Category.choices)
    since = forms.DateField(
        label=gettext_lazy("When did it happen, or when did the worker learn of it?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    difficulty = forms.ChoiceField(
        label=gettext_lazy("How difficult is it?"),
        choices=Difficulty.choices,
        help_text=gettext_lazy("For questions and suggestions; claims have the days of the rules on petitions."),
    )
    elsewhere = forms.CharField(
        label=gettext_lazy("Number in 12345, 12351 or the petition office"), max_length=64, required=False
    )

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        row = concern_of(task.matter)
        names = ("kind", "category", "since", "difficulty", "elsewhere")
        super().__init__(task, data, files, initial={name: getattr(row, name) for name in names}, **more)

    def clean_since(self) -> Any:
        return not_to_come(self.cleaned_data.get("since"))

    def clean(self) -> dict[str, Any]:
        accuses = self.cleaned_data.get("kind") == Kind.ACCUSATION
        if self.outcome and accuses and self.outcome not in ("discipline", "not_ours"):
            self.add_error(
                "kind",
                _("What somebody is accused of goes to the discipline body, never into the unit's thread."),
            )
        if self.outcome == "elsewhere" and not in_hand_elsewhere(self.task.matter):
            self.add_error(
                None, _("Link its number there first, under “In other systems”, and say that it was taken up.")
            )
        if self.outcome == "discipline" and not accuses:
            self.add_error("kind", _("Only complaints about what somebody did go to the discipline body."))
        return self.cleaned_data

    def apply(self, actor: Actor) -> None:
        row = concern_of(self.task.matter)
        for name, given in self.cleaned_data.items():
            setattr(row, name, given)
        row.save(update_fields=list(self.cleaned_data))


class AnswerFields(forms.Form):
    """A written opinion: facts, opinion, basis (信访工作条例 第三十二条)."""

    facts = forms.CharField(label=gettext_lazy("Facts and reasons"), max_length=LONG, widget=AREA)
    opinion = forms.CharField(label=gettext_lazy("Opinion"), max_length=LONG, widget=AREA)
    basis = forms.CharField(label=gettext_lazy("Which law or rule?"), max_length=500, required=False)

    def answer(self) -> str:
        given = self.cleaned_data
        return Answer(facts=given["facts"], opinion=given["opinion"], basis=given["basis"]).packed()


class HandleForm(TaskForm, AnswerFields):
    """What was found and is answered; the paper is made of it. Facts begin from what other unions answered."""

    result = forms.ChoiceField(label=gettext_lazy("What came of it?"), choices=Result.choices)
    recovered = forms.DecimalField(
        label=gettext_lazy("Money recovered (yuan)"), min_value=0, max_digits=14, decimal_places=2, required=False
    )

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(task, data, files, initial={"facts": joined(task.matter)}, **more)

    def clean(self) -> dict[str, Any]:
        claim = concern_of(self.task.matter).kind == Kind.CLAIM
        if claim and not self.cleaned_data.get("basis"):
            self.add_error("basis", _("A written opinion on a claim names the law or rule that it rests on."))
        return self.cleaned_data

    def apply(self, actor: Actor) -> None:
        row = concern_of(self.task.matter)
        row.answer = self.answer()
        row.result, row.recovered = self.cleaned_data["result"], self.cleaned_data["recovered"]
        row.save(update_fields=["answer", "result", "recovered"])


class CheckForm(TaskForm):
    """Somebody else calls back."""

    reached = forms.TypedChoiceField(
        label=gettext_lazy("Did you reach the worker?"),
        choices=[("yes", gettext_lazy("yes")), ("no", gettext_lazy("no, after several tries"))],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        row = concern_of(self.task.matter)
        if self.outcome == "again" and row.rounds > 1:
            raise forms.ValidationError(
                _("It was handled once more already: tell the worker how to ask for a review.")
            )
        if self.outcome == "again" and row.reviews.exists():
            raise forms.ValidationError(_("The worker has asked for a review: the union above decides."))
        if self.outcome == "content" and self.cleaned_data.get("reached") == "no":
            self.add_error("reached", _("Whoever was not reached was not heard to be content."))
        return self.cleaned_data


class ReviewForm(TaskForm, AnswerFields):
    """What the review found."""

    def apply(self, actor: Actor) -> None:
        row = review_of(self.task.matter)
        row.answer = self.answer()
        row.save(update_fields=["answer"])


class EnterReviewForm(forms.Form):
    """A review that was asked for by telephone, in person or on paper."""

    number = forms.CharField(
        label=gettext_lazy("Number of the matter"),
        max_length=64,
        help_text=gettext_lazy("It stands on the opinion that is not accepted."),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How did it come?"),
        choices=[(way.value, way.label) for way in (Way.CALL, Way.VISIT, Way.LETTER)],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label=gettext_lazy("When did it come?"), initial=today, widget=forms.DateInput(attrs={"type": "date"})
    )
    text = forms.CharField(label=gettext_lazy("Why do they disagree?"), max_length=LONG, widget=AREA)

    def clean_day(self) -> Any:
        return under_the_rules(self.cleaned_data["day"], limit_kind(REVIEWING).figure)


class AskReviewForm(forms.Form):
    """Why the worker asks for it."""

    text = forms.CharField(label=gettext_lazy("Why do you disagree?"), max_length=LONG, widget=AREA)
