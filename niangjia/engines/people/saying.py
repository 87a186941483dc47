"""How stored codes and ids are said in the journal's sentences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db import models


def label_of(*choices: type[models.TextChoices]) -> Callable[[Any], str]:
    """Says a code by the label of whichever of these has it; an unknown one as it stands."""

    def say(value: Any) -> str:
        found = (str(some(value).label) for some in choices if value in some.values)
        return next(found, str(value))

    return say


def day_said(value: Any) -> str:
    """Says a day, written as 2026-11-20, as people write it; None is without end."""
    return date_format(date.fromisoformat(value)) if value else _("without end")


def name_of(model: str) -> Callable[[Any], str]:
    """Says the id of a union or employer, which are public, by its name; of one that is gone by the id."""

    def say(value: Any) -> str:
        found = apps.get_model(model)._default_manager.filter(pk=value).first()
        return str(found) if found else str(value)

    return say


def fields_of(model: str) -> Callable[[Any], str]:
    """Says names of fields, parted by commas, as forms call them."""

    def say(value: Any) -> str:
        known = {field.name: field for field in apps.get_model(model)._meta.get_fields()}
        others = {"document": _("identity document"), "account": _("account"), "membership": _("membership")}
        names = [name for name in str(value).split(", ") if name]
        said = (getattr(known.get(name), "verbose_name", others.get(name, name)) for name in names)
        return "、".join(capfirst(str(one)) for one in said)

    return say
