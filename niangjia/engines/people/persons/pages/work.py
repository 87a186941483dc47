"""For whom a person works: begun, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from niangjia.engines.people.employers.actions import record_employer
from niangjia.engines.people.employers.models import Employer, Employment
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.working import (
    employ,
    employ_dispatched,
    end_employment,
    take_back_employment,
)
from niangjia.engines.people.registry.asking import ask, asks, page_of, posted
from niangjia.engines.people.unions.models import Coverage
from niangjia.foundation.access.guards import needs

from .forms import KNOWN_EMPLOYERS, EndWorkForm, WorkForm
from .rows import load_record, load_row

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

OFFERED = 30  # employers that the field offers while one types


@needs(EDIT)
@never_cache
@asks
def new(request: Request, person_id: int) -> HttpResponse:
    """Work begins; of a dispatched worker with two employers at once."""
    person = load_record(request, person_id)
    form = WorkForm(posted(request))

    def run() -> str:
        _employ(request.actor, person, form)
        messages.success(request, _("The work is recorded."))
        return page_of(person)

    return ask(
        request,
        form,
        run,
        title=_("Record work of %(name)s") % {"name": person.name},
        action=_("Record"),
        back=page_of(person),
        suggestions=[(KNOWN_EMPLOYERS, _offered(person))],
        refused_at="employer",
    )


def _employ(actor: Actor, person: Person, form: WorkForm) -> None:
    given = form.cleaned_data
    terms = {"title": given["title"], "started": form.started_on}
    if form.dispatched:
        employ_dispatched(actor, person, agency=given["employer"], user=given["user"], **terms)
        return
    employer = given["employer"]
    if not isinstance(employer, Employer):
        employer = record_employer(actor, {"name": employer})
    employ(actor, person, employer, kind=given["kind"], **terms)


def _offered(person: Person) -> list[str]:
    """The employers whom the person's union, or one above it, covers."""
    home = person.home
    rows = Coverage.objects.filter(union__place__lte=home.place, union__place_end__gt=home.place, valid_to=None)
    return list(rows.order_by("-union__place").values_list("employer__name", flat=True)[:OFFERED])


@needs(EDIT)
@never_cache
@asks
def finish(request: Request, person_id: int, row_id: int) -> HttpResponse:
    """Work ends, or never was."""
    row: Employment = load_row(request, person_id, "work", row_id)
    form = EndWorkForm(posted(request))
    if row.ended:
        form.fields["day"].required = False

    def run() -> str:
        if form.cleaned_data["mistake"]:
            take_back_employment(request.actor, row)
        else:
            end_employment(request.actor, row, day=form.cleaned_data["day"])
        messages.success(request, _("Removed.") if form.cleaned_data["mistake"] else _("The end is recorded."))
        return page_of(row.person)

    agency = row.kind == Employment.Kind.DISPATCHED
    return ask(
        request,
        form,
        run,
        title=_("End the work of %(name)s") % {"name": row.person.name},
        action=_("Save"),
        back=page_of(row.person),
        about=f"{row.employer.name} · {row.get_kind_display()}",
        says=[_("With the agency's work, that at its users ends on the same day.")] if agency else [],
        refused_at="day",
    )
