"""How Django's forms look here: `{{ form }}` and `{{ field.as_field_group }}` come out as our fragments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_noop, ngettext_lazy

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

# Django's own sentences that our catalogue says in plainer words; it is asked before Django's.
PLAINER = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)


class Renderer(DjangoTemplates):
    """For FORM_RENDERER."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"


def is_tick(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands behind it."""
    widget = field.field.widget
    return isinstance(widget, CheckboxInput)


def dressed(field: BoundField) -> SafeString:
    """The field's control with the class that portal and desk style."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple):
        return field.as_widget()
    name = "form-select" if isinstance(widget, Select) else "form-control"
    return field.as_widget(attrs={"class": f"{name} {widget.attrs.get('class', '')}".strip()})
