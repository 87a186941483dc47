"""Forms of deputies, of one post in many unions, of accounts, and the filters of what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.unions.post_forms import TermsForm
from niangjia.engines.people.unions.restructuring.forms import AskForm
from niangjia.foundation.clock import today

from .many import NotThere
from .roles import ONE_HOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.engines.people.refusals import NotPossible
    from niangjia.engines.people.unions.models import Union

    from .models import Role


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class DeputyForm(AskForm):
    """From when until when somebody stands in."""

    started = _day(_("From"))
    ends = _day(_("Until"), help_text=_("The last day; at most a year."))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"started": today()})


class ManyForm(AskForm, TermsForm):
    """One post, held in many unions by one person."""

    unions = forms.TypedMultipleChoiceField(
        label=_("In these unions"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, roles: Iterable[Role], unions: Iterable[Union], data: Any = None) -> None:
        super().__init__([role for role in roles if role not in ONE_HOLDER], data)
        self.fields["unions"].choices = [(union.pk, union.name) for union in unions]  # type: ignore[attr-defined]

    def refuse(self, error: NotPossible) -> None:
        """Say why it can't be done, union by union."""
        self.add_error(None, str(error))
        if isinstance(error, NotThere):
            for union, reason in error.reasons.items():
                self.add_error("unions", f"{union.name}: {reason}")


class AccountForm(forms.Form):
    """The name to sign in with."""

    username = forms.CharField(
        label=_("Name to sign in with"),
        max_length=64,
        help_text=_("Letters and digits; it can't be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class DueForm(forms.Form):
    """What is looked for among what is due."""

    what = forms.ChoiceField(
        label=_("What is due"),
        required=False,
        choices=[
            ("", _("everything")),
            ("post", _("posts")),
            ("election", _("elections")),
            ("certificate", _("legal-person certificates")),
            ("term", _("terms without an election entered")),
        ],
    )
    within = forms.ChoiceField(
        label=_("By when"),
        required=False,
        choices=[
            ("30", _("within 30 days")),
            ("90", _("within 90 days")),
            ("180", _("within 180 days")),
            ("overdue", _("overdue only")),
        ],
        initial="90",
    )
