"""What ends or mends more than a membership: a death, its taking back, the erasing of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from niangjia.engines.people.loading import load_person
from niangjia.engines.people.memberships.mending import record_death, take_back_death
from niangjia.engines.people.permissions import ERASE, MOVE, SEE
from niangjia.engines.people.persons.changing import OVER
from niangjia.engines.people.persons.erasing import erase_person
from niangjia.engines.people.registry.asking import ask, asks, page_of, posted
from niangjia.foundation.access.guards import needs

from .forms import DeathForm, ReasonOnlyForm
from .views import posts_to_end

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.request import Request


@needs(SEE)
@never_cache
@asks
def death(request: Request, person_id: int) -> HttpResponse:
    """Somebody died: membership and work end."""
    person = load_person(request, person_id, MOVE)
    if person.died or person.state in OVER:
        return _not_now(request, person)
    form = DeathForm(posted(request))

    def run() -> str:
        record_death(request.actor, person, day=form.cleaned_data["day"])
        messages.success(request, _("The death of %(name)s is recorded.") % {"name": person.name})
        return page_of(person)

    return ask(
        request,
        form,
        run,
        title=_("Record the death of %(name)s") % {"name": person.name},
        action=_("Record the death"),
        back=page_of(person),
        about=person.home.name,
        says=[
            _("Membership and work end on that day; the person is counted no more."),
            _("The record stays. A death that was recorded by mistake can be taken back."),
        ],
        mind=posts_to_end(request.actor, person),
        danger=True,
        refused_at="day",
    )


@needs(SEE)
@never_cache
@asks
def no_death(request: Request, person_id: int) -> HttpResponse:
    """A death was recorded by mistake."""
    person = load_person(request, person_id, MOVE)
    if not person.died:
        return _not_now(request, person)
    form = ReasonOnlyForm(posted(request))

    def run() -> str:
        take_back_death(request.actor, person, reason=form.cleaned_data["reason"])
        messages.success(request, _("The record of the death is taken back."))
        return page_of(person)

    return ask(
        request,
        form,
        run,
        title=_("Take back the death of %(name)s") % {"name": person.name},
        action=_("Take back"),
        back=page_of(person),
        about=person.home.name,
        says=[
            _("The membership that ended with the death lives again and is counted."),
            _("Work is not: enter it anew where it goes on."),
        ],
    )


@needs(SEE)
@never_cache
@asks
def erase(request: Request, person_id: int) -> HttpResponse:
    """Everything personal goes, for good."""
    person = load_person(request, person_id, ERASE)
    if person.state in OVER:
        return _not_now(request, person)
    form = ReasonOnlyForm(posted(request))

    def run() -> str:
        erase_person(request.actor, person, reason=form.cleaned_data["reason"])
        messages.success(request, _("The personal data are erased."))
        return reverse("people:registry")

    return ask(
        request,
        form,
        run,
        title=_("Erase the data of %(name)s") % {"name": person.name},
        action=_("Erase for good"),
        back=page_of(person),
        about=person.home.name,
        says=[
            _("Name, documents, telephones, addresses, family and work are deleted. Nobody can bring them back."),
            _("Days of past memberships and the journal stay, without a name."),
            _("Nobody is erased while a membership or a post lasts."),
        ],
        danger=True,
    )


def _not_now(request: Request, person: Person) -> HttpResponse:
    messages.warning(request, _("This does not fit the record as it stands now."))
    return redirect(page_of(person))
