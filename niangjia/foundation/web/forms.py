"""How Django's forms look here: `{{ form }}` and `{{ field.as_field_group }}` come out as our fragments."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext_lazy

from .cells import icon

if TYPE_CHECKING:
    from django.forms.renderers import BaseRenderer
    from django.http import HttpRequest
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
    """For FORM_RENDERER. Fields are written by Python: a page of filters has twenty, with hundreds of choices."""

    form_template_name = "web/forms/form.html"
    field_template_name = "field"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        if template_name == self.field_template_name:
            return field_group(context["field"])
        if template_name in PLAIN_INPUTS:
            return _input(context["widget"])
        return mark_safe(super().render(template_name, context, request))  # noqa: S308 - a template escapes


# Django's templates of these are one and the same.
PLAIN_INPUTS = {
    f"django/forms/widgets/{name}.html"
    for name in ("checkbox", "date", "email", "hidden", "input", "number", "password", "tel", "text", "url")
}


def _input(widget: dict[str, Any]) -> SafeString:
    """What Django's template of an <input> writes, without three templates."""
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    attributes = "".join(
        f" {name}" if given is True else f' {name}="{conditional_escape(given)}"'
        for name, given in widget["attrs"].items()
        if given is not False
    )
    start = f'<input type="{widget["type"]}" name="{conditional_escape(widget["name"])}"'
    return mark_safe(f"{start}{value}{attributes}>")  # noqa: S308 - every part is escaped


class Listed(Select):
    """A list to choose from; Django's own takes a template for every choice."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        options = "".join(_option(value, label, chosen) for value, label in self.choices)
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return mark_safe(f"<select{attributes}>{options}</select>")  # noqa: S308 - every part is escaped


def _option(value: Any, label: Any, chosen: set[str]) -> str:
    if isinstance(label, list | tuple):
        group = "".join(_option(value, label, chosen) for value, label in label)
        return f'<optgroup label="{escape(str(value))}">{group}</optgroup>'
    key = "" if value is None else str(value)
    return f'<option value="{escape(key)}"{" selected" if key in chosen else ""}>{conditional_escape(label)}</option>'


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
    quick = Listed(widget.attrs, widget.choices) if type(widget) is Select else None
    return field.as_widget(quick, attrs={"class": f"{name} {widget.attrs.get('class', '')}".strip()})


def field_group(field: BoundField) -> SafeString:
    """A field with label, hint, errors and control: {{ field.as_field_group }}.

    field: Django's bound field. Errors and hint are tied to the control by aria-describedby, which Django writes.
    """
    tag = "fieldset" if field.use_fieldset else "div"
    described = field.aria_describedby if field.use_fieldset else None
    attributes = {
        "class": "field field-wrong" if field.errors else "field",
        # Several forms of one page have fields of one name: what leads to a field leads to that form's.
        "id": f"field-{(field.auto_id or field.html_name).replace('id_', '')}",
        **({"aria-describedby": described} if described else {}),
    }
    parts = f"{_label(field)}{_hint(field)}{_errors(field)}{_control(field)}"
    return mark_safe(f"<{tag}{flatatt(attributes)}>{parts}</{tag}>")  # noqa: S308 - every part is escaped


def _control(field: BoundField) -> str:
    if is_tick(field):
        return ""  # it stands in its label
    return f'<div class="field-options">{dressed(field)}</div>' if field.use_fieldset else dressed(field)


def _label(field: BoundField) -> str:
    label: str = conditional_escape(field.label)
    if is_tick(field):
        return f'<label class="field-tick">{field}<span>{label}</span></label>'
    if not field.field.required:
        word = _("optional")
        label += f'<span class="field-optional">{escape(word)}</span>'
    if field.use_fieldset:
        return f'<legend class="form-label">{label}</legend>'
    return f'<label class="form-label" for="{field.id_for_label}">{label}</label>'


def _hint(field: BoundField) -> str:
    if not field.help_text:
        return ""
    return f'<p class="field-hint" id="{field.auto_id}_helptext">{conditional_escape(field.help_text)}</p>'


def _errors(field: BoundField) -> str:
    if not field.errors:
        return ""
    sentences = "".join(f"<div>{conditional_escape(str(error))}</div>" for error in field.errors)
    return f'<div class="field-error" id="{field.auto_id}_error">{icon("alert-circle")}<div>{sentences}</div></div>'
