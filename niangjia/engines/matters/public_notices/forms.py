from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import LONGEST_OBJECTION

LONG = forms.Textarea(attrs={"rows": 4})
DAY = forms.DateInput(attrs={"type": "date"})


class ObjectionForm(forms.Form):
    """What somebody has against it; the name only if they want."""

    text = forms.CharField(label=_("What do you object to?"), max_length=LONGEST_OBJECTION, widget=LONG)
    named = forms.BooleanField(label=_("The union may know my name and answer me"), required=False)


class EnteredForm(forms.Form):
    text = forms.CharField(label=_("What came on paper or by telephone"), max_length=LONGEST_OBJECTION, widget=LONG)


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=LONGEST_OBJECTION, widget=LONG)
    upheld = forms.BooleanField(label=_("It is right: the matter does not go on as it is"), required=False)


class DownForm(forms.Form):
    reason = forms.CharField(label=_("Why is it taken down?"), max_length=200)


class PostingForm(forms.Form):
    """Where it hung outside, with a photograph."""

    place = forms.CharField(label=_("Where it hung"), max_length=100)
    since = forms.DateField(label=_("From"), widget=DAY)
    until = forms.DateField(label=_("Until"), widget=DAY)
    photograph = forms.FileField(label=_("Photograph"))
