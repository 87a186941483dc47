"""What of a draft a form still takes: forms change while drafts lie about.

fitted = restore(draft, form)       # the form shows what fits; the page says the rest: drafts/outgrown.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.datastructures import MultiValueDict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .keeping import Kept


@dataclass(frozen=True)
class Fitted:
    """What did not fit: `gone` are texts for which there is no field any more, `again` the labels of fields in which
    something was chosen that is not there to choose any more.
    """

    gone: tuple[str, ...] = ()
    again: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether something has to be said about it."""
        return bool(self.gone or self.again)


def restore(draft: Kept, *shown: forms.BaseForm | None, beside: Collection[str] = ()) -> Fitted:
    """Let fresh forms of one page show what was typed, where they still ask for it; what was sent stays as it is.

    `beside` are names that the page itself knows. Files, hidden marks and closed fields are never taken from a draft.
    """
    data, known, again = MultiValueDict(draft.fields), set(beside), []
    for form in shown:
        for name, field in form.fields.items() if form else ():
            full = form.add_prefix(name) if form else name
            known |= (own := _names(field, full))
            typed = any(any(data.getlist(one)) for one in own)
            if form is None or form.is_bound or not typed or not _takes(field):
                continue
            value = _fitting(field, field.widget.value_from_datadict(data, MultiValueDict(), full))
            if value in (None, "", []):
                again.append(str(field.label or name))
            else:
                form.initial = {**form.initial, name: value}
    return Fitted(tuple(_texts(data, known)), tuple(again))


def _names(field: forms.Field, name: str) -> set[str]:
    """What a field is sent as: its name, or those of its parts."""
    parts = getattr(field.widget, "widgets_names", [""])  # a MultiWidget's; the stubs do not know it
    return {f"{name}{part}" for part in parts}


def _takes(field: forms.Field) -> bool:
    return not (field.disabled or field.widget.is_hidden or isinstance(field, forms.FileField))


def _fitting(field: forms.Field, value: Any) -> Any:
    """A choice that is still there to choose; whatever was typed, for it is judged when it is sent."""
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return [one for one in value or () if field.valid_value(one)]
    if isinstance(field, forms.ChoiceField):
        return value if field.valid_value(value) else None
    return value


def _texts(data: MultiValueDict[str, str], known: set[str]) -> Iterator[str]:
    for name, texts in data.lists():
        if name not in known:
            yield from (text for text in texts if text.strip())
