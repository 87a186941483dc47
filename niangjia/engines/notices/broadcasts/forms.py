"""What a writer is asked about a message to many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices.loading import own_unions
from niangjia.engines.notices.permissions import LEGAL, WRITE
from niangjia.engines.people import codes
from niangjia.engines.people.registry.choosing import union_field

from .audience import Audience, Whom, unpacked
from .models import LONGEST_BODY, LONGEST_TITLE, SavedAudience

if TYPE_CHECKING:
    from niangjia.engines.notices.refusals import NotPossible
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    from .actions import Words
    from .models import Broadcast

ALL = ("", _("All"))
WHOM = [
    (Whom.MEMBERS.value, _("members")),
    (Whom.EVERYBODY.value, _("members and other workers")),
    (Whom.WORKERS.value, _("workers who are no members")),
    (Whom.HOLDERS.value, _("who hold a post")),
]


class BroadcastForm(forms.Form):
    """The words, whom it is for, and how it goes."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    body = forms.CharField(
        label=_("Text"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Read on the platform only; a text message has the title and a link."),
    )  # fmt: skip
    saved = forms.ModelChoiceField(
        SavedAudience.objects.none(), label=_("Kept choice"), required=False, empty_label=_("none: as chosen below")
    )
    whom = forms.ChoiceField(label=_("Whom"), choices=WHOM, initial=Whom.MEMBERS.value)
    below = forms.BooleanField(label=_("also all unions below it"), required=False, initial=True)
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[ALL, *codes.Sex.choices])
    new_form = forms.ChoiceField(label=_("New form of work"), required=False, choices=[ALL, *codes.NewForm.choices])
    save_as = forms.CharField(
        label=_("Keep this choice as"), max_length=40, required=False, help_text=_("to find it again next time")
    )
    by_sms = forms.BooleanField(
        label=_("also by text message"), required=False, help_text=_("It costs money; the next page says how much.")
    )
    legal = forms.BooleanField(
        label=_("the law demands this notice"), required=False,
        help_text=_("Such as the call to a congress. Nobody can switch it off; use it for nothing else."),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("anybody with the link may read it"), required=False,
        help_text=_("For cards in WeChat groups. Without it, one signs in first."),
    )  # fmt: skip

    def __init__(self, actor: Actor, data: Any = None, broadcast: Broadcast | None = None) -> None:
        super().__init__(data, initial=_initial(broadcast) if broadcast else None)
        reach = actor.reach(WRITE)
        self.fields["to"] = union_field(reach, label=_("Union"))
        self._begin_with(unpacked(broadcast.audience).union if broadcast else own_unions(actor)[0])
        kept = SavedAudience.objects.filter(union__place__in=[start for start, _end in reach.ranges])
        self.fields["saved"].queryset = kept.order_by("name")  # type: ignore[attr-defined]
        if not kept:
            del self.fields["saved"]
        if not actor.may(LEGAL):
            del self.fields["legal"]
        self.order_fields(["title", "body", "saved", "to", "below", "whom"])

    def _begin_with(self, union: Union) -> None:
        """A list is given the id, a field for words the name."""
        field = self.fields["to"]
        field.initial = union.pk if isinstance(field, forms.ModelChoiceField) else union.name

    def audience(self) -> Audience:
        """Whom it is for; a kept choice goes before the fields."""
        given = self.cleaned_data
        if saved := given.get("saved"):
            return unpacked(saved.audience)
        return Audience(given["to"], given["below"], Whom(given["whom"]), given["sex"], given["new_form"])

    def words(self) -> Words:
        """What it says and how it goes."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "body": given["body"],
            "by_sms": given["by_sms"],
            "legal": bool(given.get("legal")),
            "is_public": given["is_public"],
        }

    def refuse(self, error: NotPossible) -> None:
        """Say what an action refused, at its field."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


def _initial(broadcast: Broadcast) -> dict[str, Any]:
    audience = unpacked(broadcast.audience)
    whom = {"whom": audience.whom.value, "below": audience.below, "sex": audience.sex, "new_form": audience.new_form}
    names = ("title", "body", "by_sms", "legal", "is_public")
    return {**whom, **{name: getattr(broadcast, name) for name in names}}
