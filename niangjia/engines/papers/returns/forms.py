"""What is asked about returns: which one, its figures, who stands at its foot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers.life.forms import Refusing, day_field, own_union_field
from niangjia.foundation.clock import today

from .layouts import shipped
from .sheets import figure_said

if TYPE_CHECKING:
    from decimal import Decimal

    from niangjia.foundation.access.reach import Reach

    from .models import Return


USUAL = "monthly_changes"
TELEPHONE = r"^[0-9+()（）\-－— 转]{5,32}$"


class BeginForm(Refusing):
    """Which return, of whom, for the period that ends when."""

    layout = forms.ChoiceField(label=_("Return"))
    last = day_field(_("Last day of the period"), hint=_("A month's last day; for the annual return 30 September."))

    def __init__(self, reach: Reach, data: Any = None) -> None:
        super().__init__(data, initial={"layout": USUAL, "last": today().replace(day=1) - timedelta(days=1)})
        self.fields["layout"].choices = [(layout.key, layout.title) for layout in shipped().values()]  # type: ignore[attr-defined]
        self.fields["union"] = own_union_field(reach, label=_("Reporting unit"))
        self.order_fields(["layout", "union", "last"])


class FiguresForm(Refusing):
    """Every figure of a return, by its code."""

    def __init__(self, found: Return, data: Any = None) -> None:
        cells = {cell.code: cell for cell in found.cells.all()}
        super().__init__(data, initial={code: figure_said(cell.value) for code, cell in cells.items()})
        self.cells = cells
        for table in found.form.tables:
            titles = dict(table.columns)
            for code, row, key in table.cells():
                label = f"{row.title} {titles[key]}"
                widget = forms.TextInput(attrs={"inputmode": "decimal", "aria-label": label, "autocomplete": "off"})
                self.fields[code] = forms.DecimalField(
                    label=label, required=False, max_digits=16, decimal_places=2, widget=widget
                )

    def values(self) -> dict[str, Decimal | None]:
        return {code: self.cleaned_data[code] for code in self.fields}


class SignersForm(Refusing):
    """The foot of the return, and that it is handed in."""

    head = forms.CharField(label=_("Head of the unit"), max_length=32)
    checker = forms.CharField(label=_("Checked by"), max_length=32)
    preparer = forms.CharField(label=_("Prepared by"), max_length=32)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=32,
        validators=[RegexValidator(TELEPHONE, _("Write a telephone number, with its area code."))],
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
