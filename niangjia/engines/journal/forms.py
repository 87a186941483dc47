"""What the journal is filtered by."""

from __future__ import annotations

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from .codes import all_codes


def _choices() -> list[tuple[str, str]]:
    return [
        ("", pgettext("journal", "everything")),
        *((code.code, f"{code.said(None)} · {code.code}") for code in all_codes()),
    ]


NO_CODE = {"invalid_choice": pgettext_lazy("journal", "There is no such code.")}  # without repeating what was asked


class Filters(forms.Form):
    """All of them may be empty. Accounts and unions are asked for by number: the journal knows no names."""

    day = forms.DateField(
        label=pgettext_lazy("journal", "day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    code = forms.ChoiceField(
        label=pgettext_lazy("journal", "code"), required=False, choices=_choices, error_messages=NO_CODE
    )
    union = forms.IntegerField(label=pgettext_lazy("journal", "number of the union"), required=False, min_value=1)
    account = forms.IntegerField(label=pgettext_lazy("journal", "number of the account"), required=False, min_value=1)
