"""Asking others, answering, reminding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.acts import STANDING
from niangjia.services.concerns.once import OnceField

from .acts import nearly

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .suggesting import Suggested

LONG = 3000


class PartForm(forms.Form):
    """Whom, for what, until when. `known` are unions that handled such before."""

    known = forms.ChoiceField(label=gettext_lazy("Who handled such before"), required=False, widget=forms.RadioSelect)
    code = forms.CharField(label=gettext_lazy("Or another union: its code or name"), max_length=128, required=False)
    asks = forms.CharField(
        label=gettext_lazy("What shall they do?"),
        max_length=LONG,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("They read this and nothing else: no name unless they need it."),
    )
    due = forms.DateField(
        label=gettext_lazy("Until when?"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, before: Sequence[Suggested], last: date | None, data: Any = None) -> None:
        super().__init__(data, auto_id="id_part_%s", initial={"due": nearly(last)})
        choices = [(str(one.union.pk), f"{one.union.name}（{one.many}）") for one in before]
        self.fields["known"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["known"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        known, typed = given.get("known"), given.get("code", "").strip()
        rows = Union.objects.filter(state__in=STANDING)
        if known and not typed:
            given["union"] = rows.get(pk=known)
        elif typed:
            found = list(rows.filter(code=typed)[:1]) or list(rows.filter(name=typed)[:2])
            if len(found) != 1:
                self.add_error("code", _("There is no union of this code or name, or several of this name."))
            else:
                given["union"] = found[0]
        else:
            self.add_error("code", _("Choose a union, or write which."))
        return given


class TextForm(forms.Form):
    """An answer, a reminder."""

    text = forms.CharField(label=gettext_lazy("Your words"), max_length=LONG, widget=forms.Textarea({"rows": 3}))
    key = OnceField()

    def __init__(self, label: Any = None, data: Any = None, *, auto_id: str = "id_%s") -> None:
        super().__init__(data, auto_id=auto_id)
        if label:
            self.fields["text"].label = label
