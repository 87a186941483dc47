"""The family of a person: added, changed, taken away, linked to records of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from niangjia.engines.people.loading import load_person
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.families import (
    correct_relative,
    link_relative,
    record_relative,
    remove_relative,
)
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.asking import ask, asks, page_of, posted
from niangjia.foundation.access.guards import needs

from .finding import find
from .forms import FindPersonForm, NothingForm, RelativeForm
from .rows import load_record, load_row

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.persons.models import Person, Relative
    from niangjia.foundation.access.request import Request


@needs(EDIT)
@never_cache
@sensitive_post_parameters("number")
@asks
def new(request: Request, person_id: int) -> HttpResponse:
    """One more relative."""
    person = load_record(request, person_id)
    form = RelativeForm(posted(request))

    def run() -> str:
        record_relative(request.actor, person, form.relative())
        messages.success(request, _("The relative is recorded."))
        return page_of(person)

    title = _("Add a relative of %(name)s") % {"name": person.name}
    return ask(request, form, run, title=title, action=_("Add"), back=page_of(person))


@needs(EDIT)
@never_cache
@sensitive_post_parameters("number")
@asks
def change(request: Request, person_id: int, row_id: int) -> HttpResponse:
    """What is said now in the place of what was said."""
    row: Relative = load_row(request, person_id, "relative", row_id)
    form = RelativeForm(posted(request), row)

    def run() -> str:
        correct_relative(request.actor, row, form.relative())
        messages.success(request, _("Corrected."))
        return page_of(row.person)

    link = reverse("people:link_relative", args=[person_id, row_id])
    remove = reverse("people:remove_relative", args=[person_id, row_id])
    return ask(
        request,
        form,
        run,
        title=_("Change: %(what)s") % {"what": row.name},
        action=_("Save"),
        back=page_of(row.person),
        about=_relation(row),
        others=[(_("Link to a record"), link, "users"), (_("Remove this relative"), remove, "trash")],
    )


def _relation(row: Relative) -> str:
    return f"{row.person.name} · {row.get_relation_display()}"


@needs(EDIT)
@never_cache
@asks
def drop(request: Request, person_id: int, row_id: int) -> HttpResponse:
    """A relative who is none, or none any more."""
    row: Relative = load_row(request, person_id, "relative", row_id)

    def run() -> str:
        remove_relative(request.actor, row)
        messages.success(request, _("Removed."))
        return page_of(row.person)

    return ask(
        request,
        NothingForm(posted(request)),
        run,
        title=_("Remove: %(what)s") % {"what": row.name},
        action=_("Remove"),
        back=page_of(row.person),
        about=_relation(row),
        says=[_("What is recorded of this relative is deleted. A record of the relative's own stays.")],
        danger=True,
    )


@needs(EDIT)
@never_cache
@asks
def link(request: Request, person_id: int, row_id: int) -> HttpResponse:
    """A POST with `q` finds, with `known` links, with `none` takes the link away."""
    row: Relative = load_row(request, person_id, "relative", row_id)
    form = FindPersonForm(posted(request))
    if "known" in request.POST or "none" in request.POST:
        try:
            link_relative(request.actor, row, _known(request))
        except NotPossible as refusal:
            messages.warning(request, str(refusal))
            return redirect(request.path)
        messages.success(request, _("The relative is linked.") if "known" in request.POST else _("Unlinked."))
        return redirect(page_of(row.person))
    words, found = find(form, without={person_id}, first=row.name)
    context = {"row": row, "person": row.person, "form": form, "words": words, "found": found}
    return render(request, "people/persons/link.html", context)


def _known(request: Request) -> Person | None:
    asked = request.POST.get("known", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    return load_person(request, int(asked))
