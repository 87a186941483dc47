"""What the pages of acts ask. What fits is for the verbs to say, so that every door says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.unions.fields import Draft
from niangjia.engines.people.unions.models import Kind, Level, SecondaryTie, State, Union
from niangjia.engines.people.unions.refusals import Unfit
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.refusals import NotPossible

SHORTEST = "%Y-%m-%d"
OWN = ("short_name", "uscc", "headcount", "phone", "address")


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, with the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format=SHORTEST, attrs={"type": "date"}), **more)


class AskForm(forms.Form):
    """What a page of flow.py asks."""

    def refuse(self, error: NotPossible) -> None:
        """Say why it can't be done, at the field if there is one."""
        name = error.field if isinstance(error, Unfit) else None
        self.add_error(name if name in self.fields else None, str(error))


class ActForm(AskForm):
    """Something that happened on a day, by a paper."""

    day = day_field(
        _("It holds from"), help_text=_("The day on the paper: today or an earlier one, never a later one.")
    )
    paper = forms.CharField(
        label=_("Approval paper"), required=False, max_length=64, help_text=_("Its number, as it stands on it.")
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"day": today(), **(initial or {})})
        self.order_fields([name for name in self.fields if name not in {"day", "paper"}])

    @property
    def day_given(self) -> date:
        day: date = self.cleaned_data["day"]
        return day

    @property
    def told(self) -> dict[str, Any]:
        """Day and paper, as the verbs take them."""
        return {"day": self.cleaned_data["day"], "paper": self.cleaned_data["paper"]}


class RenameForm(ActForm):
    """Another name; for those above also another kind or level."""

    name = forms.CharField(label=_("Name of the union"), max_length=128)
    short_name = forms.CharField(label=_("Short name"), max_length=32, required=False)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)

    def __init__(self, union: Union, data: Any = None, *, from_above: bool) -> None:
        self.was = forms.model_to_dict(union, ("name", "short_name", "level", "kind"))
        super().__init__(data, initial=self.was)
        if not from_above:
            del self.fields["level"], self.fields["kind"]

    @property
    def given(self) -> dict[str, Any]:
        """What is to become different."""
        return {
            name: self.cleaned_data[name]
            for name in self.was
            if self.cleaned_data.get(name, self.was[name]) != self.was[name]
        }


class FoundForm(ActForm):
    """A union that comes into the register below another."""

    how = forms.ChoiceField(
        label=_("How it comes into the register"),
        choices=[("founded", _("it is founded")), ("recorded", _("it was there before, and is entered now"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name of the union"), max_length=128)
    code = forms.CharField(
        label=_("Code"), max_length=32, help_text=_("It sorts the tree. The next free one is suggested.")
    )
    level = forms.ChoiceField(label=_("Level"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    state = forms.ChoiceField(
        label=_("State"), choices=[(State.ACTIVE, State.ACTIVE.label), (State.PREPARING, State.PREPARING.label)]
    )
    short_name = forms.CharField(label=_("Short name"), max_length=32, required=False)
    uscc = forms.CharField(label=_("Its own social credit code"), max_length=18, required=False)
    headcount = forms.IntegerField(label=_("Workers, as the employer says"), required=False, min_value=0)
    phone = forms.CharField(label=_("Office telephone"), max_length=32, required=False)
    address = forms.CharField(label=_("Office address"), max_length=128, required=False)

    def __init__(self, upper: Union, code: str, data: Any = None, **more: Any) -> None:
        levels = [level for level in Level if level >= Level(upper.level)]
        below = next((level for level in levels if level > upper.level), levels[-1])
        usual = {"code": code, "level": below, "kind": kind_of(below), "how": "founded", "state": State.ACTIVE}
        super().__init__(data, initial={**usual, **more})
        self.fields["level"].choices = [(level.value, level.label) for level in levels]  # type: ignore[attr-defined]

    @property
    def draft(self) -> Draft:
        """What a valid form describes."""
        said = self.cleaned_data
        own = {name: said[name] for name in OWN if said.get(name) not in {None, ""}}
        return Draft(
            code=said["code"],
            name=said["name"],
            level=Level(said["level"]),
            kind=Kind(said["kind"]),
            state=State(said.get("state") or State.ACTIVE),
            own=own,
        )


def kind_of(level: Level) -> Kind:
    """What kind a union of such a level usually is."""
    if level < Level.BASE:
        return Kind.FEDERATION
    return {Level.BRANCH: Kind.BRANCH, Level.GROUP: Kind.GROUP}.get(level, Kind.INDEPENDENT)


class TieForm(ActForm):
    """A second line of leadership."""

    shares = forms.ChoiceField(
        label=_("What the other union gets to see"),
        choices=[
            (SecondaryTie.Shares.COUNTS, _("totals only: how many members and workers, nobody by name")),
            (SecondaryTie.Shares.RECORDS, _("totals, and the records of members and workers to read")),
        ],
        widget=forms.RadioSelect,
        initial=SecondaryTie.Shares.COUNTS,
    )


class EndForm(ActForm):
    """From which day on something holds no longer."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        del self.fields["paper"]
        self.fields["day"].label = _("The first day without it")


class SinceForm(EndForm):
    """Since when something holds."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["day"].label = _("Since when")


class ReasonForm(ActForm):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        del self.fields["day"], self.fields["paper"]
