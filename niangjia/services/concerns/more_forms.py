"""What is filled in beside a concern: of whom it complains, why somebody keeps out, why a name is opened."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

LINE = 1000


class NameForm(forms.Form):
    """One more of whom it complains."""

    name = forms.CharField(label=gettext_lazy("Name of who is complained of"), max_length=64)

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).strip()


class AsideForm(forms.Form):
    """Why somebody keeps out."""

    reason = forms.CharField(label=gettext_lazy("Why are you concerned yourself?"), max_length=200)


class PassForm(forms.Form):
    """Before another service goes on with it: there the worker is a party, and the other party learns who asks."""

    agreed = forms.BooleanField(
        label=gettext_lazy("I asked the worker, who agrees: the employer will learn the name and what is wanted")
    )


class ToSealedForm(forms.Form):
    """To who has a sealed name."""

    text = forms.CharField(
        label=gettext_lazy("To who has the sealed name"), max_length=LINE, widget=forms.Textarea({"rows": 3})
    )


class OpenForm(forms.Form):
    """Why a name is opened."""

    reason = forms.CharField(label=gettext_lazy("Why do you need the name?"), max_length=150)


class FileForm(forms.Form):
    """A photograph or paper that shows it."""

    paper = forms.FileField(
        label=gettext_lazy("Photograph or paper"),
        help_text=gettext_lazy("Its name is not kept. Look whether your name stands in the picture or in the paper."),
    )
