"""Forms with which posts are filled and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.engines.people.posts.actions import Terms
from niangjia.engines.people.posts.models import Post, Role
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterable


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class FindForm(forms.Form):
    """Who is to hold the post."""

    q = forms.CharField(
        label=_("Name or document number"),
        required=False,
        max_length=64,
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )


class TermsForm(forms.Form):
    """What the post is and for how long."""

    role = forms.ChoiceField(label=_("Post"))
    obtained = forms.ChoiceField(label=_("Obtained by being"), choices=Post.Obtained.choices)
    time = forms.ChoiceField(label=_("Working time"), choices=Post.Time.choices)
    started = _day(_("From"))
    ends = _day(_("Until"), required=False, help_text=_("The last day of the post."))
    term = forms.IntegerField(label=_("Term number"), required=False, min_value=1, max_value=99)
    paper = forms.CharField(label=_("Approval paper"), required=False, max_length=64)
    whole_subtree = forms.BooleanField(
        label=_("Its rights hold in the unions below, too"), required=False, initial=True
    )

    def __init__(self, roles: Iterable[Role], data: Any = None) -> None:
        super().__init__(
            data, initial={"started": today(), "obtained": Post.Obtained.ELECTED, "time": Post.Time.PART}
        )
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]

    @property
    def terms(self) -> Terms:
        """What a valid form says."""
        said = self.cleaned_data
        return Terms(
            role=Role(said["role"]),
            started=said["started"],
            ends=said["ends"],
            obtained=Post.Obtained(said["obtained"]),
            time=Post.Time(said["time"]),
            whole_subtree=said["whole_subtree"],
            term=said["term"],
            paper=said["paper"],
        )


class EndForm(forms.Form):
    """When a post ends."""

    last_day = _day(pgettext_lazy("post", "Last day"), help_text=_("With yesterday, its rights end at once."))
    mistake = forms.BooleanField(label=_("It was entered by mistake: the post was never held"), required=False)
