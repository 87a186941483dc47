from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .kinds import limit_kind, title_of_reason
from .models import LONGEST_REASON

if TYPE_CHECKING:
    from .models import TimeLimit


class PauseForm(forms.Form):
    """For which reason it stands still."""

    def __init__(self, limit: TimeLimit, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_limit_{limit.pk}_pause_%s")
        reasons = [(key, title_of_reason(key)) for key in limit_kind(limit.kind).pauses]
        self.fields["reason"] = forms.ChoiceField(label=_("Why does it stand still?"), choices=reasons)


class ExtensionForm(forms.Form):
    """How many days more, and why."""

    days = forms.IntegerField(label=gettext_lazy("Days more"), min_value=1)
    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, limit: TimeLimit, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_limit_{limit.pk}_longer_%s")
