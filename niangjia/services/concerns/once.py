"""A form that is sent twice by two clicks is kept once: its row bears the key that it was shown with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.engines.matters.refusals import NotPossible

if TYPE_CHECKING:
    from django.db.models import Model


def keep_once(row: Model) -> None:
    """Keep a new row under the key of its form. Raises NotPossible where there is one."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("It was sent already.")) from None


class OnceField(forms.UUIDField):
    """The key, drawn when the form is shown."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=uuid4)

    def clean(self, value: Any) -> UUID:
        return super().clean(value) or uuid4()
