"""The desk's pages for filling a union's posts and ending them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.engines.people.loading import load_person, load_union
from niangjia.engines.people.permissions import APPOINT
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.showing import masked_documents
from niangjia.engines.people.posts.actions import end_post, fill_post, may_fill, revoke_post
from niangjia.engines.people.posts.models import Post, Role
from niangjia.engines.people.posts.roles import FROM_ABOVE
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today

from .asking import number_asked
from .post_forms import EndForm, FindForm, TermsForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

    from .models import Union

MOST = 20


def roles_to_fill(actor: Actor, union: Union) -> list[Role]:
    """The roles that the actor may give in the union; who leads and audits it comes from above."""
    own = actor.may(APPOINT, at=union.place)
    upper = actor.may(APPOINT, at=(union.parent or union).place)
    return [role for role in Role if (upper if role in FROM_ABOVE else own)]


@needs(APPOINT)
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: Request, union_id: int) -> HttpResponse:
    """First who (a POST finds, `?person=` picks), then which post and for how long."""
    union = load_union(request, union_id)
    roles = roles_to_fill(request.actor, union)
    if not roles:
        request.actor.require(APPOINT, at=union.place)
    asked = number_asked(request.GET, "person")
    if asked is None:
        return find_holder(request, union)
    person = load_person(request, asked)
    form = TermsForm(roles, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _fill(request, union, person, form):
        messages.success(request, _("%(person)s holds the post.") % {"person": person.name})
        return redirect("people:union", union.pk)
    context = {"union": union, "person": person, "form": form}
    return render(request, "people/unions/fill_post.html", context, status=422 if form.is_bound else 200)


def find_holder(request: Request, union: Union, **said: str) -> HttpResponse:
    """Who is to hold a post, or to stand in; `said` are title, question and back where they differ.

    What people type here is personal: it comes by POST, so that no address keeps it.
    """
    form = FindForm(request.POST if request.method == "POST" else None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    persons = list(find_persons(words).select_related("home").order_by("name_key", "pk")[:MOST]) if words else []
    numbers = masked_documents(persons) if persons else {}
    context = {
        "union": union,
        "form": form,
        "words": words,
        "found": [(person, numbers.get(person.pk, "")) for person in persons],
        "title": said.get("title", _("Fill a post")),
        "question": said.get("question", _("Who is to hold it?")),
        "back": said.get("back", reverse("people:union", args=[union.pk])),
    }
    return render(request, "people/unions/find_holder.html", context)


def _fill(request: Request, union: Union, person: Person, form: TermsForm) -> bool:
    try:
        fill_post(request.actor, union, person, form.terms)
    except NotPossible as error:
        form.add_error(None, str(error))
    return form.is_valid()


@needs(APPOINT)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, post_id: int) -> HttpResponse:
    """Asks for the last day, then ends the post or takes it back."""
    post = get_object_or_404(Post.objects.with_holders().select_related("union__parent"), pk=post_id)
    if post.union.place not in request.actor.reach():
        raise Http404
    may_fill(request.actor, post.union, Role(post.role))
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_day": today()})
    if form.is_bound and form.is_valid() and _end(request, post, form):
        messages.success(request, _("The post is ended."))
        return redirect("people:union", post.union_id)
    context = {"post": post, "role": Role(post.role).label, "form": form}
    return render(request, "people/unions/end_post.html", context, status=422 if form.is_bound else 200)


def _end(request: Request, post: Post, form: EndForm) -> bool:
    try:
        if form.cleaned_data["mistake"]:
            revoke_post(request.actor, post)
        else:
            end_post(request.actor, post, form.cleaned_data["last_day"])
    except NotPossible as error:
        form.add_error(None, str(error))
    return form.is_valid()
