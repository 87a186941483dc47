"""One form on a page of its own: shown, sent, acted upon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from niangjia.engines.people.persons.elsewhere import note_answer, refuse_guessing
from niangjia.engines.people.persons.refusals import AlreadyRegistered
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.refusals import Unfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.request import Request

NUMBERS = {"document_number", "number"}  # so forms name the number of somebody's document
asks = require_http_methods(["GET", "HEAD", "POST"])


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, with the browser's calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


def posted(request: Request) -> Any:
    """What a form is bound to: nothing yet while the page is only asked for."""
    return request.POST if request.method == "POST" else None


def page_of(person: Person) -> str:
    """The address of a person's page."""
    return reverse("people:person", args=[person.pk])


def ask(
    request: Request,
    form: forms.BaseForm,
    act: Callable[[], str],
    *,
    template: str = "people/form.html",
    refused_at: str | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent and right, act and go where the act says.

    What is refused is said at the field `refused_at`, or above the form. `context`: see templates/people/form.html.
    """
    known: list[int] = []
    if form.is_valid():
        try:
            if NUMBERS.intersection(form.changed_data):
                refuse_guessing(request.actor)
            with transaction.atomic():  # an act may be of several steps
                return redirect(act())
        except Unfit as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else refused_at, str(refusal))
        except NotPossible as refusal:
            note_answer(request.actor, refusal)
            form.add_error(refused_at, str(refusal))
            if isinstance(refusal, AlreadyRegistered) and refusal.person_id:
                known.append(refusal.person_id)
    shown = {"form": form, "known": known, **context}
    return render(request, template, shown, status=422 if form.is_bound else 200)
