"""What a writer is asked about a circular, and a receiver about a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.acts import STANDING

from .models import LONGEST_BODY, LONGEST_TITLE

if TYPE_CHECKING:
    from niangjia.engines.notices.refusals import NotPossible

    from .actions import Words


class CircularForm(forms.Form):
    """The words, and to which of the unions right below; all of them to begin with."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    body = forms.CharField(label=_("Text"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 8}))
    wants_reply = forms.BooleanField(label=_("a reply is asked for"), required=False)
    reply_by = forms.DateField(
        label=_("Reply by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, union: Union, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        below = union.children.filter(state__in=STANDING).order_by("place")
        self.fields["to"] = forms.ModelMultipleChoiceField(
            below,
            label=_("Unions right below"),
            widget=forms.CheckboxSelectMultiple,
            initial=[one.pk for one in below],
            error_messages={"required": _("Choose at least one union.")},
        )

    def words(self) -> Words:
        """What it says."""
        given = self.cleaned_data
        return {name: given[name] for name in ("title", "body", "wants_reply", "reply_by")}  # type: ignore[return-value]

    def refuse(self, error: NotPossible) -> None:
        """Say what an action refused, at its field."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


class ReplyForm(forms.Form):
    """A reply to the union above."""

    reply = forms.CharField(label=_("Reply"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 5}))
