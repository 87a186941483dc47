"""The form of the trial job."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .sample import LONGEST_REST, MOST_CHUNKS


class TrialForm(forms.Form):
    """How many chunks, and how long each rests (milliseconds)."""

    chunks = forms.IntegerField(label=_("chunks"), min_value=1, max_value=MOST_CHUNKS, initial=1000)
    rest = forms.IntegerField(
        label=_("rest in each (milliseconds)"), min_value=0, max_value=LONGEST_REST, initial=0, required=False
    )
