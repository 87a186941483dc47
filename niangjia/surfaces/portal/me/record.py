"""My record: masked; showing a value is a look, which stands in my list at once. My family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.people.loading import own_record
from niangjia.engines.people.models import IdentityDocument, Relative, SealedDetail
from niangjia.engines.people.persons.families import record_relative, remove_relative
from niangjia.engines.people.persons.pages.forms import RelativeForm
from niangjia.engines.people.persons.revealing import reveal
from niangjia.engines.people.persons.showing import masked
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.person_lines import day, days, sealed_title
from niangjia.engines.people.registry.person_page import basic
from niangjia.foundation.web.pieces import Item

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.models import Person
    from niangjia.engines.people.persons.showing import Sealed
    from niangjia.foundation.access.request import Request

SEALED: dict[str, type[Sealed]] = {"document": IdentityDocument, "detail": SealedDetail, "relative": Relative}
MOST_RELATIVES = 30


@dataclass(frozen=True, repr=False)
class Line:
    """A sealed value: `text` is masked, or in full when it was just shown."""

    what: str
    pk: int
    title: str
    text: str
    shown: bool = False
    note: str = ""


@never_cache
@require_safe
def record(request: Request) -> HttpResponse:
    """My record, masked."""
    return render(request, "portal/record.html", _context(own_record(request)))


@never_cache
@require_POST
def show(request: Request) -> HttpResponse:
    """The same page with one value in full. Raises Http404 for a row that is not mine."""
    person = own_record(request)
    what, number = request.POST.get("what", ""), request.POST.get("row", "")
    if what not in SEALED or not number.isdecimal():
        raise Http404
    row: Any = SEALED[what]._default_manager.filter(person=person, pk=int(number)).first()
    if row is None:
        raise Http404
    value = reveal(request.actor, person, row, "")
    return render(request, "portal/record.html", _context(person, (what, row.pk, value)))


def _context(person: Person, shown: tuple[str, int, str] | None = None) -> dict[str, Any]:
    sealed: list[tuple[str, Any]] = [("document", row) for row in person.documents.order_by("-is_main", "pk")]
    sealed += [("detail", row) for row in person.details.order_by("kind", "position")]
    return {
        "person": person,
        "basic": basic(person),
        "sealed": [_line(what, row, shown) for what, row in sealed],
        "family": [_line("relative", row, shown) for row in person.family.order_by("pk")],
        "work": _work(person),
        "memberships": _memberships(person),
    }


def _line(what: str, row: Any, shown: tuple[str, int, str] | None) -> Line:
    title = row.name if what == "relative" else sealed_title(row)
    note = row.get_relation_display() if what == "relative" else ""
    if shown and shown[:2] == (what, row.pk):
        return Line(what, row.pk, title, shown[2], shown=True, note=note)
    return Line(what, row.pk, title, masked(row), note=note)


def _work(person: Person) -> list[Item]:
    rows = person.employments.select_related("employer").order_by("-started", "-pk")
    return [Item(row.employer.name, text=days(row.started, row.ended), icon="briefcase") for row in rows]


def _memberships(person: Person) -> list[Item]:
    rows = person.memberships.select_related("union").order_by("-started", "-pk")
    return [
        Item(row.union.name, text=_text(row), side=row.get_state_display(), icon="building-community") for row in rows
    ]


def _text(row: Any) -> str:
    joined = _("joined %(day)s") % {"day": day(row.joined)} if row.joined else ""
    return " · ".join(part for part in (joined, row.number) if part)


@never_cache
@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
def new_relative(request: Request) -> HttpResponse:
    """Somebody of my family, as I say it."""
    person = own_record(request)
    form = RelativeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if person.family.count() >= MOST_RELATIVES:
                raise NotPossible(_("That many relatives are recorded already."))
            record_relative(request.actor, person, form.relative())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("portal:record")
    context = {"form": form, "title": _("Somebody of my family"), "action": _("Save"), "back": "portal:record"}
    return render(request, "portal/form.html", context, status=422 if form.errors else 200)


@require_POST
def drop_relative(request: Request, relative_id: int) -> HttpResponse:
    """Take somebody of my family away. Raises Http404 for somebody of another's."""
    person = own_record(request)
    row = Relative.objects.select_related("person").filter(person=person, pk=relative_id).first()
    if row is None:
        raise Http404
    remove_relative(request.actor, row)
    messages.success(request, _("Taken away."))
    return redirect("portal:record")
