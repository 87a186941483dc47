"""The desk's pages of one post: what it is, who stands in, and the list for the next holder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.people.loading import load_person
from niangjia.engines.people.permissions import APPOINT, SEE_UNIONS
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.asking import number_asked
from niangjia.engines.people.unions.post_forms import EndForm
from niangjia.engines.people.unions.post_views import find_holder
from niangjia.engines.people.unions.restructuring.flow import Done, Page, answer
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today

from .actions import name_deputy
from .deputising import end_deputy, revoke_deputy
from .forms import DeputyForm
from .loading import load_post, load_post_to_fill
from .models import Deputy, Post, Role
from .showing import deputies_of, facts_of, handed_lists, may_fill_it

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

METHODS = ["GET", "HEAD", "POST"]


@needs(SEE_UNIONS)
@require_safe
def post(request: Request, post_id: int) -> HttpResponse:
    """What the post is, who stands in, and its history."""
    found = load_post(request, post_id)
    filling = may_fill_it(request.actor, found)
    near = Person.objects.filter(pk=found.person_id).first()
    lasting = not found.was_revoked and (found.ends is None or found.ends >= today())
    context = {
        "post": found,
        "role": Role(found.role).label,
        "facts": facts_of(found),
        "deputies": deputies_of(found, ending=filling),
        "near": near,
        "may_fill": filling and lasting,
        "may_give_account": filling and near is not None and near.account_id is None,
    }
    return render(request, "people/posts/post.html", context)


@needs(SEE_UNIONS)
@require_safe
def handover(request: Request, post_id: int) -> HttpResponse:
    """What is open where the post reaches, on a page that can be printed and signed."""
    found = load_post(request, post_id)
    context = {"post": found, "role": Role(found.role).label, "day": today(), **handed_lists(found)}
    return render(request, "people/posts/handover.html", context)


@needs(APPOINT)
@require_http_methods(METHODS)
def deputy(request: Request, post_id: int) -> HttpResponse:
    """First who stands in (a POST finds, `?person=` picks), then from when until when."""
    held = load_post_to_fill(request, post_id)
    asked = number_asked(request.GET, "person")
    back = reverse("people:post", args=[held.pk])
    if asked is None:
        question = _("Who stands in for %(holder)s?") % {"holder": held.holder}
        return find_holder(request, held.union, title=_("Name a deputy"), question=question, back=back)
    person = load_person(request, asked)
    form = DeputyForm(request.POST if request.method == "POST" else None)
    role = str(Role(held.role).label)
    words = {"person": person.name, "holder": held.holder, "role": role, "union": held.union.name}
    page = Page(
        title=_("Name a deputy"),
        action=_("Name the deputy"),
        subject=_("%(union)s · %(role)s · %(holder)s") % words,
        back=back,
        form=form,
        run=lambda actor: _deputise(actor, held, person, form, words),
        notes=[_("Who stands in: %(person)s") % words],
        elsewhere=reverse("people:name_deputy", args=[held.pk]),
    )
    return answer(request, page)


def _deputise(actor: Actor, held: Post, person: Person, form: DeputyForm, words: dict[str, str]) -> Done:
    started, ends = form.cleaned_data["started"], form.cleaned_data["ends"]
    name_deputy(actor, held, person, started=started, ends=ends)
    days = (ends - started).days + 1
    told = {**words, "from": date_format(started), "to": date_format(ends), "days": days}
    lines = [
        ngettext(
            "%(person)s stands in for %(holder)s from %(from)s to %(to)s: %(days)s day.",
            "%(person)s stands in for %(holder)s from %(from)s to %(to)s: %(days)s days.",
            days,
        )
        % told,
        _("In this time %(person)s has the rights of the post, but gives no post to anybody.") % told,
        _("%(holder)s keeps the post and its rights.") % told,
    ]
    return Done(_("%(person)s stands in.") % told, lines, reverse("people:post", args=[held.pk]))


@needs(APPOINT)
@require_http_methods(METHODS)
def deputy_end(request: Request, deputy_id: int) -> HttpResponse:
    """Asks for the last day, then lets the deputy end or takes it back."""
    row = get_object_or_404(Deputy, pk=deputy_id)
    held = load_post_to_fill(request, row.post_id)
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_day": today()})
    if form.is_bound and form.is_valid() and _end(request, row, form):
        messages.success(request, _("The deputy's time is ended."))
        return redirect("people:post", held.pk)
    name = Person.objects.filter(pk=row.person_id).values_list("name", flat=True).first()
    context = {"post": held, "role": Role(held.role).label, "deputy": row, "name": name, "form": form}
    return render(request, "people/posts/end_deputy.html", context, status=422 if form.is_bound else 200)


def _end(request: Request, row: Deputy, form: EndForm) -> bool:
    try:
        if form.cleaned_data["mistake"]:
            revoke_deputy(request.actor, row)
        else:
            end_deputy(request.actor, row, form.cleaned_data["last_day"])
    except Deputy.DoesNotExist:
        raise Http404 from None
    except NotPossible as error:
        form.add_error(None, str(error))
    return form.is_valid()
