"""What people are asked about a paper: its words, by the fields of its kind, and about each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import all_kinds
from niangjia.engines.people.registry.choosing import UnionChoice, union_field
from niangjia.foundation.clock import today

from .fitting import fitting_of
from .models import LONGEST_CAPTION, LONGEST_REASON, Delivery, Paper, State

if TYPE_CHECKING:
    from niangjia.engines.papers.kinds.fields import Field
    from niangjia.engines.papers.kinds.kind import PaperKind
    from niangjia.engines.papers.refusals import NotPossible
    from niangjia.foundation.access.reach import Reach

LONGEST_LINES = 20_000
PART = "|"


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    """A day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=hint)


class Refusing(forms.Form):
    """A form that says what an action refused at its field."""

    def refuse(self, error: NotPossible) -> None:
        self.add_error(error.field if error.field in self.fields else None, str(error))


def own_union_field(reach: Reach, **more: Any) -> forms.Field:
    """In whose name: whoever has one union, with what is part of it, mostly means that one."""
    field = union_field(reach, **more)
    if isinstance(field, UnionChoice) and len(reach.ranges) == 1 and len(field.shown) > 1:
        field.initial = field.shown[1][0]
    return field


class PaperForm(Refusing):
    """The words of a paper; of whose union, when it is new."""

    def __init__(self, kind: PaperKind, reach: Reach | None, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.kind = kind
        if reach is not None:
            self.fields["union"] = own_union_field(reach, label=_("Union"))
        for field in kind.fields:
            self.fields[field.name] = _asked(field)

    def ask_later(self) -> None:
        """Ask for number and date as well: the paper was issued on paper before."""
        self.fields["number"] = forms.CharField(label=_("Number of the paper"), max_length=64)
        self.fields["dated"] = day_field(_("Date of the paper"))
        self.order_fields(["union", "number", "dated"])

    def words(self) -> dict[str, Any]:
        """The data as the kind takes them; what was left empty is left out."""
        given = {field.name: _given(field, self.cleaned_data[field.name]) for field in self.kind.fields}
        return {name: value for name, value in given.items() if value not in (None, "", [])}


def _asked(field: Field) -> forms.Field:
    label, required, hint = field.label, field.required, field.hint
    match field.kind:
        case FieldKind.DAY:
            return day_field(label, required=required, hint=hint)
        case FieldKind.NUMBER:
            return forms.IntegerField(label=label, required=required, help_text=hint, min_value=0)
        case FieldKind.LINES:
            area = forms.Textarea(attrs={"rows": 8})
            return forms.CharField(
                label=label, required=required, widget=area, max_length=LONGEST_LINES,
                help_text=hint or _("Each line becomes a paragraph."),
            )  # fmt: skip
        case FieldKind.ROWS:
            area = forms.Textarea(attrs={"rows": 6})
            told = hint or _("One line each, its parts separated by |")
            return forms.CharField(
                label=label, required=required, widget=area, help_text=told, max_length=LONGEST_LINES
            )
    return forms.CharField(label=label, required=required, help_text=hint, max_length=LONGEST_CAPTION)


def _given(field: Field, value: Any) -> Any:
    if field.kind is FieldKind.LINES:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]
    if field.kind is FieldKind.ROWS:
        lines = [line for line in (value or "").splitlines() if line.strip()]
        return [[part.strip() for part in line.replace("｜", PART).split(PART)] for line in lines]
    return value


def initial_of(paper: Paper) -> dict[str, Any]:
    """What a draft says, as its form takes it; what does not fit the form of today is left out."""
    data = fitting_of(paper).data
    return {field.name: _shown(field, data.get(field.name)) for field in paper.known_kind.fields}


def _shown(field: Field, value: Any) -> Any:
    if value is None:
        return ""
    if field.kind is FieldKind.LINES:
        return "\n".join(value)
    return "\n".join(f" {PART} ".join(row) for row in value) if field.kind is FieldKind.ROWS else value


class FilterForm(forms.Form):
    """Which papers a list shows."""

    number = forms.CharField(label=_("Number of the paper"), required=False, max_length=64)
    kind = forms.ChoiceField(label=_("Kind of paper"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1949, max_value=2999)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        everything: list[tuple[str, Any]] = [("", _("all"))]
        states = [(state.value, state.label) for state in State if state != State.DISCARDED]
        more = [("revoked", _("revoked")), ("due", _("no longer to be kept"))]
        kinds = [(kind.key, kind.title) for kind in all_kinds()]
        self.fields["kind"].choices = [*everything, *kinds]  # type: ignore[attr-defined]
        self.fields["state"].choices = [*everything, *states, *more]  # type: ignore[attr-defined]


class ReasonForm(Refusing):
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)


class SignForm(Refusing):
    dated = day_field(_("Date of the paper"))

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **{"initial": {"dated": today()}, **more})


class SealForm(Refusing):
    """How it is sealed; the electronic way is there where a provider is."""

    way = forms.ChoiceField(label=_("In what way"), widget=forms.RadioSelect)
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=999)

    def __init__(self, data: Any = None, *, electronic: str = "", **more: Any) -> None:
        super().__init__(data, **more)
        ways = [("ink", _("printed and stamped by hand"))]
        self.fields["way"].choices = [*ways, *([("electronic", electronic)] if electronic else [])]  # type: ignore[attr-defined]


class SendForm(Refusing):
    """To whom a copy goes, and how."""

    to_name = forms.CharField(label=_("To whom"), max_length=64)
    way = forms.ChoiceField(label=_("In what way"), choices=Delivery.Way.choices)
    sent = day_field(_("Sent on"))
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=999, initial=1)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **{"initial": {"sent": today(), "copies": 1}, **more})


class ReceiptForm(Refusing):
    """Who received it."""

    received = day_field(_("Received on"))
    received_by = forms.CharField(label=_("Received by"), max_length=64)
    relation = forms.CharField(label=_("Relation to the receiver"), max_length=32, required=False)
    note = forms.CharField(label=_("Note"), max_length=LONGEST_REASON, required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **{"initial": {"received": today()}, **more})
