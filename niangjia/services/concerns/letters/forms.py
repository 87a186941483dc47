"""Writing a letter, entering its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.people.models import Coverage, Employer, Union
from niangjia.engines.people.unions.neighbours import holding
from niangjia.foundation.attachments.kinds import ACCEPT
from niangjia.foundation.clock import today
from niangjia.services.concerns.once import OnceField

from .models import LetterKind, Reply
from .papers import TEXTS
from .said import Wrote

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = 3000


class LetterForm(forms.Form):
    """What stands in it. `kind` is chosen before, for its text to begin from."""

    union = forms.ModelChoiceField(Union.objects.none(), label=gettext_lazy("Union"))
    employer = forms.ModelChoiceField(
        Employer.objects.none(),
        label=gettext_lazy("Which employer is it about?"),
        required=False,
        empty_label=gettext_lazy("another one, written below"),
    )
    to = forms.CharField(
        label=gettext_lazy("Who gets the letter?"),
        max_length=128,
        required=False,
        help_text=gettext_lazy("Empty: to the employer that is chosen above."),
    )
    situation = forms.CharField(
        label=gettext_lazy("The situation"),
        max_length=LONG,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Never write a worker's name, or what would tell who it was."),
    )
    asks = forms.CharField(
        label=gettext_lazy("What is asked for"), max_length=LONG, widget=forms.Textarea({"rows": 4})
    )
    basis = forms.CharField(label=gettext_lazy("Which law or rule?"), max_length=300)
    key = OnceField()

    def __init__(self, kind: LetterKind, unions: Sequence[Union], data: Any = None, **more: Any) -> None:
        text = TEXTS[kind]
        given = {"situation": text.situation, "asks": text.asks, "basis": text.basis}
        super().__init__(data, initial={**given, **more.pop("initial", {})}, **more)
        self.kind = kind
        covered = holding(Coverage.objects.filter(union__in=unions)).values("employer")
        known = Employer.objects.filter(Q(pk__in=covered) | Q(pk=self.initial.get("employer")))
        self.fields["union"].queryset = Union.objects.filter(pk__in=[one.pk for one in unions])  # type: ignore[attr-defined]
        self.fields["employer"].queryset = known.order_by("name")  # type: ignore[attr-defined]
        if len(unions) == 1:
            self.fields["union"].initial = unions[0].pk
        if kind == LetterKind.ADVICE:
            self.fields["to"].required = True
            self.fields["to"].help_text = _("For example: the labour inspection of the county.")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("employer") and not given.get("to"):
            self.add_error("to", _("Write to whom it goes."))
        return given

    def addressee(self) -> str:
        given = self.cleaned_data
        return str(given["to"] or given["employer"].name)

    def wrote(self) -> Wrote:
        given = self.cleaned_data
        return Wrote(situation=given["situation"], asks=given["asks"], basis=given["basis"])


class AnswerForm(forms.Form):
    """What came back."""

    day = forms.DateField(
        label=gettext_lazy("When did the answer come?"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reply = forms.ChoiceField(
        label=gettext_lazy("What does it come to?"), choices=Reply.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("What it says, in short"), max_length=LONG, widget=forms.Textarea({"rows": 3})
    )
    scan = forms.FileField(
        label=gettext_lazy("The answer as a scan or photograph"), widget=forms.FileInput({"accept": ACCEPT})
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"day": today()})
