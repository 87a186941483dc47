"""Documents, telephones, addresses and cards of a record: added, changed, taken away. Values are never shown here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.details import add_detail, remove_detail, replace_detail
from niangjia.engines.people.persons.documents import (
    add_document,
    end_document,
    remove_document,
    replace_document,
)
from niangjia.engines.people.persons.models import SealedDetail
from niangjia.engines.people.persons.showing import masked
from niangjia.engines.people.registry.asking import ask, asks, page_of, posted
from niangjia.engines.people.registry.person_lines import sealed_title
from niangjia.foundation.access.guards import needs

from .forms import DetailForm, DocumentForm, NothingForm, ReasonForm
from .rows import load_record, load_row

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.persons.models import IdentityDocument
    from niangjia.foundation.access.request import Request


@needs(EDIT)
@never_cache
@sensitive_post_parameters("number")
@asks
def new_document(request: Request, person_id: int) -> HttpResponse:
    """One more document."""
    person = load_record(request, person_id)
    form = DocumentForm(posted(request))

    def run() -> str:
        add_document(request.actor, person, form.document())
        messages.success(request, _("The document is added."))
        return page_of(person)

    title = _("Add a document of %(name)s") % {"name": person.name}
    return ask(request, form, run, title=title, action=_("Add"), back=page_of(person), refused_at="number")


@needs(EDIT)
@never_cache
@sensitive_post_parameters("number")
@asks
def change_document(request: Request, person_id: int, row_id: int) -> HttpResponse:
    """Another number, another document, or until when it is valid."""
    row: IdentityDocument = load_row(request, person_id, "document", row_id)
    form = DocumentForm(posted(request), row)

    def run() -> str:
        if form.cleaned_data["number"]:
            replace_document(request.actor, row, form.document())
        elif "valid_until" in form.changed_data:
            end_document(request.actor, row, form.cleaned_data["valid_until"])
        messages.success(request, _("Corrected.") if form.has_changed() else _("Nothing was changed."))
        return page_of(row.person)

    remove = reverse("people:remove_document", args=[person_id, row_id])
    return ask(
        request,
        form,
        run,
        title=_("Change: %(what)s") % {"what": sealed_title(row)},
        action=_("Save"),
        back=page_of(row.person),
        about=f"{row.person.name} · {masked(row)}",
        refused_at="number",
        others=[(_("Remove this document"), remove, "trash")],
    )


@needs(EDIT)
@never_cache
@asks
def drop_document(request: Request, person_id: int, row_id: int) -> HttpResponse:
    """A document that is not this person's."""
    row: IdentityDocument = load_row(request, person_id, "document", row_id)
    form = ReasonForm(posted(request))

    def run() -> str:
        remove_document(request.actor, row, reason=form.cleaned_data["reason"])
        messages.success(request, _("The document is removed."))
        return page_of(row.person)

    says = [_("The person is no longer found by this number; somebody else may be registered with it.")]
    if row.person.documents.count() == 1:
        says.append(_("Without a document the record is incomplete, and a membership is not counted until it is."))
    return ask(
        request,
        form,
        run,
        title=_("Remove: %(what)s") % {"what": sealed_title(row)},
        action=_("Remove"),
        back=page_of(row.person),
        about=f"{row.person.name} · {masked(row)}",
        says=says,
        danger=True,
        refused_at="reason",
    )


@needs(EDIT)
@never_cache
@sensitive_post_parameters("value")
@asks
def new_detail(request: Request, person_id: int) -> HttpResponse:
    """One more telephone, address or card (`?kind=` says which)."""
    person = load_record(request, person_id)
    asked = request.GET.get("kind", "")
    form = DetailForm(posted(request), kind=asked if asked in SealedDetail.Kind.values else "phone")

    def run() -> str:
        given = form.cleaned_data
        add_detail(request.actor, person, given["kind"], given["value"])
        messages.success(request, _("Added."))
        return page_of(person)

    title = _("Add a telephone, address or card of %(name)s") % {"name": person.name}
    return ask(request, form, run, title=title, action=_("Add"), back=page_of(person), refused_at="value")


@needs(EDIT)
@never_cache
@sensitive_post_parameters("value")
@asks
def change_detail(request: Request, person_id: int, row_id: int) -> HttpResponse:
    """Another value in the place of one."""
    row: SealedDetail = load_row(request, person_id, "detail", row_id)
    form = DetailForm(posted(request), kind=row.kind, fixed=True)

    def run() -> str:
        replace_detail(request.actor, row, form.cleaned_data["value"])
        messages.success(request, _("Corrected."))
        return page_of(row.person)

    remove = reverse("people:remove_detail", args=[person_id, row_id])
    return ask(
        request,
        form,
        run,
        title=_("Change: %(what)s") % {"what": sealed_title(row)},
        action=_("Save"),
        back=page_of(row.person),
        about=f"{row.person.name} · {masked(row)}",
        refused_at="value",
        others=[(_("Remove it"), remove, "trash")],
    )


@needs(EDIT)
@never_cache
@asks
def drop_detail(request: Request, person_id: int, row_id: int) -> HttpResponse:
    """A value that does not hold any more."""
    row: SealedDetail = load_row(request, person_id, "detail", row_id)
    phone = row.kind == SealedDetail.Kind.PHONE

    def run() -> str:
        remove_detail(request.actor, row)
        messages.success(request, _("Removed."))
        return page_of(row.person)

    return ask(
        request,
        NothingForm(posted(request)),
        run,
        title=_("Remove: %(what)s") % {"what": sealed_title(row)},
        action=_("Remove"),
        back=page_of(row.person),
        about=f"{row.person.name} · {masked(row)}",
        says=[_("The person is no longer found by this number.")] if phone else [_("It is deleted for good.")],
        danger=True,
    )
