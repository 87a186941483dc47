"""A form's field for a union: a list to choose from where there are few, words to type where there are thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Union
from niangjia.engines.people.unions.searching import search

if TYPE_CHECKING:
    from niangjia.foundation.access.reach import Reach

FEW = 150
INDENT = "\u3000"
NAMED = 3  # unions that fit, named in a refusal


class UnionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A tree flattened, the lower ones further in."""

    def label_from_instance(self, obj: Union) -> str:
        return f"{INDENT * (obj.depth - self.highest)}{obj}"

    def __init__(self, unions: list[Union], *, nothing: str, **more: Any) -> None:
        super().__init__(Union.objects.filter(pk__in=[union.pk for union in unions]), empty_label=nothing, **more)
        self.highest = min((union.depth for union in unions), default=0)
        # Read once: the field's own choices would be asked for anew whenever they are shown.
        self.shown = [("", nothing), *((union.pk, self.label_from_instance(union)) for union in unions)]
        self.choices = self.shown


class UnionWords(forms.CharField):
    """A union by its code, its name or the initials of it."""

    def __init__(self, reach: Reach, **more: Any) -> None:
        super().__init__(max_length=128, help_text=_("Name, initials or code of the union"), **more)
        self.reach = reach

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self._found(text) if text else None

    def _found(self, text: str) -> Union:
        exact = Union.objects.within(self.reach).filter(state__in=STANDING, name=text).first()
        found = [exact] if exact else search(text, self.reach, most=NAMED + 1)
        if not found:
            raise forms.ValidationError(_("No union within your reach is called so."))
        if len(found) > 1 and found[0].code != text:
            names = "、".join(union.name for union in found[:NAMED])
            raise forms.ValidationError(_("Several unions fit: %(names)s … Type more of it.") % {"names": names})
        return found[0]


def union_field(reach: Reach, *, nothing: Any = "", **more: Any) -> forms.Field:
    """A field that gives a standing union within the reach, or None where it is not required.

    `nothing` is what choosing none means.
    """
    if reach.width > FEW:
        return UnionWords(reach, **more)
    standing = Union.objects.within(reach).filter(state__in=STANDING).order_by("place")
    shown = list(standing.only("depth", "name", "short_name"))
    return UnionChoice(shown, nothing=str(nothing or _("Choose a union")), **more)
