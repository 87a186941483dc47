"""What the worker says, and what the committee's steps ask for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.forms import TaskForm
from niangjia.engines.matters.starting import StartForm
from niangjia.engines.people.models import Employment
from niangjia.foundation.clock import today

from .acts.applying import apply_for_mediation
from .models import Category, Dispute, Instalment, Way
from .reading import dispute_of, open_sum, said_of
from .said import Said

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter, Task
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

LONG, LONGER = 1000, 2000
NAME, MANY = 64, 200
TEN, SPEAKERS = 10, 5  # 劳动争议调解仲裁法第七条; 劳动人事争议仲裁办案规则第六条, from general knowledge
IN_FORCE = date(2008, 5, 1)
LAST = timedelta(days=20 * 366)  # no agreement runs longer
BETWEEN = re.compile(r"[\s、，,;；]+")
MOST = 36  # instalments
LINE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?[\s,，:：]+([\d.,]+)\s*元?")
MONEY = {"max_digits": 12, "decimal_places": 2, "min_value": Decimal("0.01")}


def _day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=False, help_text=hint, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class DisputeFields(forms.Form):
    """What a dispute is about."""

    category = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=Category.choices, widget=forms.RadioSelect
    )
    employer = forms.CharField(label=gettext_lazy("Which employer?"), max_length=128)
    claim = forms.CharField(
        label=gettext_lazy("What do you ask for?"), max_length=LONG, widget=forms.Textarea({"rows": 3})
    )
    facts = forms.CharField(
        label=gettext_lazy("What happened?"), max_length=LONGER, required=False, widget=forms.Textarea({"rows": 4})
    )
    amount = forms.DecimalField(label=gettext_lazy("Yuan claimed"), required=False, **MONEY)  # type: ignore[arg-type]
    knew = _day(
        gettext_lazy("Since when do you know of it?"),
        gettext_lazy("From this day on arbitration has to be asked for within a year; we show you the last day."),
    )
    left = _day(gettext_lazy("When did you leave? (if you have)"))
    others = forms.CharField(
        label=gettext_lazy("Who else applies with you?"),
        required=False,
        max_length=LONGER,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("One name on each line."),
    )
    speakers = forms.CharField(
        label=gettext_lazy("Whom do you choose to speak for all?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("From ten people on you may choose five at most; a blank between the names."),
    )

    def clean_others(self) -> list[str]:
        found = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(found) != len(set(found)) or any(len(name) > NAME for name in found):
            raise forms.ValidationError(_("Each name once, each on its own line."))
        if len(found) >= MANY:
            raise forms.ValidationError(_("At most %(count)s people.") % {"count": MANY})
        return found

    def clean_speakers(self) -> list[str]:
        return list(dict.fromkeys(filter(None, BETWEEN.split(self.cleaned_data["speakers"]))))

    def own_name(self) -> str:
        """Whose application it is; "" while that is not known."""
        return ""

    def clean(self) -> dict[str, Any]:
        for name in ("knew", "left"):
            if (day := self.cleaned_data.get(name)) and day > today():
                self.add_error(name, _("This day is still to come."))
        others, speakers = self.cleaned_data.get("others", []), self.cleaned_data.get("speakers", [])
        if own := self.own_name():
            others = self.cleaned_data["others"] = [name for name in others if name != own]
        if speakers and (said := _wrong_speakers([own, *others], speakers)):
            self.add_error("speakers", said)
        return self.cleaned_data

    def told(self, name: str) -> dict[str, Any]:
        """As a dispute's row takes it; `name` is the worker's."""
        given = self.cleaned_data
        words = {field: given[field] for field in ("employer", "claim", "facts", "others", "speakers")}
        plain = {field: given[field] for field in ("category", "amount", "knew", "left")}
        return {**plain, "people": 1 + len(given["others"]), "said": Said(name=name, **words).packed()}


def _wrong_speakers(everybody: list[str], speakers: list[str]) -> str:
    """What is wrong with who was chosen to speak (第七条; five at most, as before arbitration), as a sentence."""
    if len(everybody) < TEN:
        return _("Below ten people each one speaks for himself.")
    if len(speakers) > SPEAKERS:
        return _("Choose five at most.")
    if strange := [name for name in speakers if name not in everybody]:
        return _("Not among those who apply: %(names)s") % {"names": "、".join(strange)}
    return ""


class ApplyForm(StartForm, DisputeFields):
    """What the worker says on the phone. There may be several, with several employers; the same words are one."""

    once = False

    def __init__(self, person: Person, data: Any = None, files: Any = None) -> None:
        super().__init__(person, data, files)
        work = Employment.objects.filter(person=person, ended=None).select_related("employer").first()
        self.initial = {"employer": work.employer.name if work else ""}

    def own_name(self) -> str:
        return self.person.name

    def apply(self, actor: Actor, matter: Matter) -> None:
        """Seal it."""
        apply_for_mediation(actor, matter, Dispute(way=Way.PORTAL, **self.told(self.person.name)))


class EnterForm(DisputeFields):
    """The same for a worker who came in person."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=64)
    number = forms.CharField(
        label=gettext_lazy("Number of the document"), max_length=32, widget=forms.TextInput({"autocomplete": "off"})
    )
    applied = _day(gettext_lazy("Applied on"), gettext_lazy("Today, if it is left empty."))
    field_order = ("name", "number", "applied")

    def own_name(self) -> str:
        return str(self.cleaned_data.get("name", ""))

    def clean_applied(self) -> date | None:
        day: date | None = self.cleaned_data["applied"]
        if day and day > today():
            raise forms.ValidationError(_("This day is still to come."))
        if day and day < IN_FORCE:
            raise forms.ValidationError(_("The law on mediation holds since May 2008."))
        return day


class AgainForm(TaskForm, DisputeFields):
    """What the worker puts right after it was sent back."""

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        row = dispute_of(task.matter)
        said = said_of(row)
        self.own = said.name
        known = {"employer": said.employer, "claim": said.claim, "facts": said.facts}
        known |= {"others": "\n".join(said.others), "speakers": " ".join(said.speakers)}
        known |= {name: getattr(row, name) for name in ("category", "amount", "knew", "left")}
        super().__init__(task, data, files, initial=known, **more)

    def own_name(self) -> str:
        return self.own

    def apply(self, actor: Actor) -> None:
        """Seal it anew."""
        row = dispute_of(self.task.matter)
        told = self.told(said_of(row).name)
        for name, value in told.items():
            setattr(row, name, value)
        row.save(update_fields=[*told])


class AcceptForm(TaskForm):
    """Nobody is mediated against his will. What another service handed over may lack a name or be of another kind."""

    name = forms.CharField(label=gettext_lazy("Who applies"), max_length=64, required=False)
    employer = forms.CharField(label=gettext_lazy("Against which employer"), max_length=128, required=False)
    category = forms.ChoiceField(
        label=gettext_lazy("Kind of dispute"),
        choices=[("", gettext_lazy("as it is")), *Category.choices],
        required=False,
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("The employer agrees to be mediated"),
        required=False,
        help_text=gettext_lazy("Ask it first: mediation rests on both sides' will."),
    )

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        row = dispute_of(task.matter)
        self.row, said = row, said_of(row)
        known = {"name": said.name, "employer": said.employer, "category": row.category}
        super().__init__(task, data, files, initial=known, **more)
        if row.way != Way.HANDED:  # the applicant said it: sent back, it is put right there
            for name in known:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        if self.outcome == "accept" and not self.cleaned_data.get("agrees"):
            self.add_error(
                "agrees", _("Without the employer's consent it can't be mediated: say so and don't accept.")
            )
        for name in ("name", "employer"):
            if self.outcome in ("accept", "refuse") and not self._known(name):
                self.add_error(name, _("It stands on the papers: write it."))
        return self.cleaned_data

    def _known(self, name: str) -> str:
        """What was typed, or what is known already."""
        return str(self.cleaned_data.get(name) or getattr(said_of(self.row), name))

    def apply(self, actor: Actor) -> None:
        """Keep what was put right of a dispute that was handed over."""
        if self.row.way != Way.HANDED:
            return
        said = replace(said_of(self.row), name=self._known("name"), employer=self._known("employer"))
        self.row.said, self.row.category = said.packed(), self.cleaned_data["category"] or self.row.category
        self.row.save(update_fields=["said", "category"])


def payments(text: str) -> list[tuple[date, Decimal]]:
    """Days and yuan, a line for each. Raises ValidationError that names the line."""
    found = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        read = LINE.fullmatch(line)
        try:
            if read is None:
                raise ValueError
            year, month, day, yuan = read.groups()
            amount = Decimal(yuan.replace(",", ""))
            if not 0 < amount < 10**10 or amount != round(amount, 2):
                raise ValueError
            found.append((date(int(year), int(month), int(day)), amount))
        except (ValueError, InvalidOperation):
            said = _("Line %(number)s can't be read: write a day and an amount, such as 2026-12-31 3000.")
            raise forms.ValidationError(said % {"number": number}) from None
    if len(found) > MOST:
        raise forms.ValidationError(_("At most %(count)s lines.") % {"count": MOST})
    return found


class MediateForm(TaskForm):
    """What both sides agreed on."""

    terms = forms.CharField(
        label=gettext_lazy("What was agreed"),
        max_length=LONGER,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("It stands in the agreement that both sides sign."),
    )
    payments = forms.CharField(
        label=gettext_lazy("What the employer pays, and by when"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("One payment on each line: 2026-12-31 3000. Empty if nothing is paid."),
    )

    def clean_payments(self) -> list[tuple[date, Decimal]]:
        return payments(self.cleaned_data["payments"])

    def clean(self) -> dict[str, Any]:
        if self.outcome == "agree" and not self.cleaned_data.get("terms"):
            self.add_error("terms", _("Write what was agreed."))
        days = [day for day, _yuan in self.cleaned_data.get("payments") or ()]
        if self.outcome == "agree" and any(day < today() for day in days):
            self.add_error("payments", _("A day of payment is past already."))
        elif self.outcome == "agree" and any(day > today() + LAST for day in days):
            self.add_error("payments", _("A day of payment is more than twenty years off."))
        return self.cleaned_data

    def apply(self, actor: Actor) -> None:
        """Keep the terms, and the payments one by one."""
        if self.outcome != "agree":
            return
        row, lines = dispute_of(self.task.matter), self.cleaned_data["payments"]
        row.terms, row.agreed_on = self.cleaned_data["terms"], today()
        row.agreed = sum(yuan for _day, yuan in lines) or None
        row.save(update_fields=["terms", "agreed_on", "agreed"])
        Instalment.objects.bulk_create(Instalment(dispute=row, due=day, amount=yuan) for day, yuan in lines)


class PerformForm(TaskForm):
    """It is kept once all is paid and done."""

    seen = forms.BooleanField(label=gettext_lazy("What was agreed beside money is done, too"), required=False)

    def clean(self) -> dict[str, Any]:
        if self.outcome != "performed":
            return self.cleaned_data
        if lacking := open_sum(dispute_of(self.task.matter)):
            self.add_error("seen", _("%(yuan)s yuan are still open: note what was paid first.") % {"yuan": lacking})
        elif not self.cleaned_data.get("seen"):
            self.add_error("seen", _("Ask the worker, then tick this."))
        return self.cleaned_data
