"""One person: the page, entering, completing, correcting, enrolling, and looking at a sealed value."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from niangjia.engines.people.loading import load_person
from niangjia.engines.people.memberships.enrolling import enrol as enrol_person
from niangjia.engines.people.permissions import EDIT, MOVE, REVEAL, SEE
from niangjia.engines.people.persons.correcting import complete_person, correct_person
from niangjia.engines.people.persons.documents import documents_of, told_by
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.persons.registering import register_person
from niangjia.engines.people.persons.revealing import reveal as reveal_value
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.guards import needs

from .asking import ask, asks, page_of, posted
from .entry_forms import CompleteForm, CorrectForm, EnrolForm, RegisterForm
from .forms import ReasonForm
from .person_lines import sealed_title
from .person_page import page_context

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.persons.showing import Sealed
    from niangjia.foundation.access.request import Request


@needs(SEE)
@never_cache
@require_safe
def person(request: Request, person_id: int) -> HttpResponse:
    """A person's page; one that was merged leads to the record that stays."""
    found = load_person(request, person_id)
    if found.merged_into_id:
        return redirect("people:person", found.merged_into_id)
    return render(request, "people/person.html", page_context(request.actor, found))


@needs(EDIT)
@never_cache
@asks
def register(request: Request) -> HttpResponse:
    """Somebody new, who may become a member at once."""
    form = RegisterForm(posted(request), reach=request.actor.reach(EDIT))

    def act() -> str:
        given = form.cleaned_data
        made = register_person(request.actor, given["union"], form.person_data())
        if given["enrol"]:
            enrol_person(request.actor, made, given["union"], **form.terms())
        messages.success(request, _("%(name)s is in the register.") % {"name": made.name})
        return reverse("people:person", args=[made.pk])

    return ask(
        request,
        form,
        act,
        title=_("Enter a person"),
        action=_("Enter"),
        back=reverse("people:registry"),
        others=[(_("Take in a member from another union"), reverse("people:receive"), "users")]
        if request.actor.may(MOVE)
        else [],
    )


@needs(EDIT)
@never_cache
@asks
def correct(request: Request, person_id: int) -> HttpResponse:
    """Corrects name and open fields."""
    found = load_person(request, person_id, EDIT)
    form = CorrectForm(posted(request), told=told_by(documents_of(found)), instance=found)

    def act() -> str:
        changed = correct_person(request.actor, found, **form.corrections())
        messages.success(request, _("Corrected.") if changed else _("Nothing was changed."))
        return page_of(found)

    title = _("Correct the record of %(name)s") % {"name": found.name}
    return ask(request, form, act, title=title, action=_("Save"), back=page_of(found))


@needs(EDIT)
@never_cache
@asks
def complete(request: Request, person_id: int) -> HttpResponse:
    """Adds what an incomplete record lacks."""
    found = load_person(request, person_id, EDIT)
    if found.state != Person.State.INCOMPLETE:
        return redirect(page_of(found))
    form = CompleteForm(posted(request), instance=found)

    def act() -> str:
        document = form.document() if "document_number" in form.fields else None
        complete_person(request.actor, found, document=document, **form.given())
        messages.success(request, _("The record is complete."))
        return page_of(found)

    title = _("Complete the record of %(name)s") % {"name": found.name}
    return ask(request, form, act, title=title, action=_("Save"), back=page_of(found))


@needs(EDIT)
@never_cache
@asks
def enrol(request: Request, person_id: int) -> HttpResponse:
    """Makes somebody who is here a member."""
    found = load_person(request, person_id, EDIT)
    form = EnrolForm(posted(request), reach=request.actor.reach(EDIT), home=found.home_id)

    def act() -> str:
        enrol_person(request.actor, found, form.cleaned_data["union"], **form.terms())
        messages.success(request, _("%(name)s is a member now.") % {"name": found.name})
        return page_of(found)

    title = _("Enrol %(name)s") % {"name": found.name}
    return ask(request, form, act, title=title, action=_("Enrol"), back=page_of(found))


@needs(SEE)
@never_cache
@asks
@sensitive_variables("value")
def reveal(request: Request, person_id: int, what: str, row_id: int) -> HttpResponse:
    """Asks for the reason, then shows one sealed value on this page alone."""
    found = load_person(request, person_id, REVEAL)
    row, form, value = _sealed(found, what, row_id), ReasonForm(posted(request)), ""
    if form.is_valid():
        try:
            value = reveal_value(request.actor, found, row, form.cleaned_data["reason"])
        except NotPossible as refusal:
            form.add_error("reason", str(refusal))
    context = {"person": found, "title": sealed_title(row), "form": form, "value": value}
    return render(request, "people/reveal.html", context, status=422 if form.errors else 200)


def _sealed(person: Person, what: str, row_id: int) -> Sealed:
    rows = {"document": person.documents, "detail": person.details, "relative": person.family}
    found = rows[what].filter(pk=row_id).first() if what in rows else None
    if found is None:
        raise Http404
    return cast("Sealed", found)
