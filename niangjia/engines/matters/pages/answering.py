"""Forms in panels of a matter's page: what is refused comes back at its field on the same page, with what was
typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import messages
from django.shortcuts import redirect

from niangjia.engines.matters.loading import load_matter
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.attachments import BadFile

from .matter import matter_page

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

F = TypeVar("F", bound="forms.Form")


def bound(request: Request, key: str, make: Callable[[], F]) -> F:
    """The form that was sent and is shown again, or a fresh one."""
    found: dict[str, Any] = getattr(request, "bound_forms", {})
    return found.get(key) or make()


def answer(
    request: Request, matter_id: int, key: str, form: forms.Form, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Do what a panel's form asks; `act` takes the cleaned fields and answers the sentence to say. 404 as the
    page."""
    found, living = load_matter(request, matter_id)
    if attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("matters:matter", found.pk)
    request.bound_forms = {key: form}  # type: ignore[attr-defined]
    return matter_page(request, found, living, status=422)


def attempt(form: forms.Form, act: Callable[[dict[str, Any]], str], say: Callable[[str], object]) -> bool:
    """Do it if the form is right; whether it was done. What is refused stands at its field."""
    if not form.is_valid():
        return False
    try:
        say(act(form.cleaned_data))
    except NotPossible as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
    except BadFile as error:
        name = next((name for name, field in form.fields.items() if hasattr(field, "allow_empty_file")), None)
        form.add_error(name, str(error))
    return not form.errors
