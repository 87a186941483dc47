"""What becomes of one membership: a step, a transfer, a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from niangjia.engines.people.memberships.correcting import correct_membership
from niangjia.engines.people.memberships.models import State
from niangjia.engines.people.memberships.steps import MAY_BECOME
from niangjia.engines.people.memberships.transferring import transfer_membership
from niangjia.engines.people.permissions import MOVE, SEE
from niangjia.engines.people.posts.models import Post
from niangjia.engines.people.registry.asking import ask, asks, page_of, posted
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.asking import number_asked
from niangjia.engines.people.unions.models import Union
from niangjia.engines.people.unions.searching import search
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item

from .acts import BY_KEY
from .forms import SUGGESTED, ActForm, CorrectMembershipForm, FindUnionForm, StepForm
from .loading import load_membership

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.memberships.models import Membership
    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.reach import Reach
    from niangjia.foundation.access.request import Request

    from .acts import Act

FEW = 15  # unions that are listed without a search


def about(membership: Membership) -> str:
    """Whose membership, where, and how it stands."""
    return f"{membership.person.name} · {membership.union.name} · {State(membership.state).label}"


def posts_to_end(actor: Actor, person: Person) -> list[Item]:
    """Posts do not end with a membership: they are named, with a link for who may end them."""
    lasting = Post.objects.lasting(today()).filter(person=person).select_related("union")
    return [
        Item(
            _("End the post: %(role)s, %(union)s") % {"role": post.get_role_display(), "union": post.union},
            reverse("people:union", args=[post.union_id]) if post.union.place in actor.reach() else "",
        )
        for post in lasting
    ]


@needs(SEE)
@never_cache
@asks
def step(request: Request, person_id: int, membership_id: int, act: str) -> HttpResponse:
    """One of the steps of `acts.ACTS`."""
    asked = BY_KEY.get(act)
    if asked is None:
        raise Http404
    membership = load_membership(request, person_id, membership_id)
    person = membership.person
    if not asked.fits(membership):
        return _not_now(request, membership)
    form = ActForm(posted(request), act=asked, earliest=membership.started)

    def run() -> str:
        given = form.cleaned_data
        asked.run(request.actor, membership, given.get("day") or today(), given["reason"])
        messages.success(request, str(asked.done) % {"name": person.name})
        return page_of(person)

    return ask(request, form, run, **_asked(request.actor, asked, membership))


def _asked(actor: Actor, act: Act, membership: Membership) -> dict[str, Any]:
    """What the page of a step says."""
    return {
        "title": str(act.ask) % {"name": membership.person.name},
        "action": act.title,
        "back": page_of(membership.person),
        "about": about(membership),
        "says": act.says,
        "mind": posts_to_end(actor, membership.person) if act.ends else [],
        "danger": act.ends,
        "suggestions": [(SUGGESTED, act.suggestions)] if act.suggestions else [],
    }


def _not_now(request: Request, membership: Membership) -> HttpResponse:
    said = _("This membership is “%(state)s”.") % {"state": State(membership.state).label}
    messages.warning(request, said)
    return redirect(page_of(membership.person))


@needs(SEE)
@never_cache
@asks
def transfer(request: Request, person_id: int, membership_id: int) -> HttpResponse:
    """First where to (a POST finds, `?to=` picks), then from which day."""
    membership = load_membership(request, person_id, membership_id)
    if State.TRANSFERRED not in MAY_BECOME[membership.state]:
        return _not_now(request, membership)
    picked = number_asked(request.GET, "to")
    reach = request.actor.reach(MOVE)
    if picked is None:
        return _find(request, membership, reach)
    union = get_object_or_404(Union.objects.within(reach).filter(state__in=STANDING), pk=picked)
    form = StepForm(posted(request), earliest=membership.started)
    form.fields["day"].label = _("Member there from")

    def run() -> str:
        transfer_membership(request.actor, membership, union, **form.cleaned_data)
        said = _("%(name)s is a member of %(union)s now.")
        messages.success(request, said % {"name": membership.person.name, "union": union.name})
        return page_of(membership.person)

    return ask(
        request,
        form,
        run,
        title=_("Transfer %(name)s") % {"name": membership.person.name},
        action=_("Transfer"),
        back=request.path,
        about=_("From %(origin)s to %(target)s") % {"origin": membership.union.name, "target": union.name},
        says=[
            _("The membership here ends on that day and goes on in the new union; the day of joining stays."),
            _("The person is counted there, and the new union keeps the record."),
        ],
    )


def _find(request: Request, membership: Membership, reach: Reach) -> HttpResponse:
    form = FindUnionForm(posted(request))
    words = form.cleaned_data["q"].strip() if form.is_bound and form.is_valid() else ""
    standing = Union.objects.within(reach).filter(state__in=STANDING).select_related("parent")
    if words:
        found = search(words, reach)
    else:
        found = list(standing.order_by("place")[: FEW + 1])
        found = found if len(found) <= FEW else []
    context = {
        "person": membership.person,
        "membership": membership,
        "about": about(membership),
        "form": form,
        "words": words,
        "found": [union for union in found if union.pk != membership.union_id],
        "release": BY_KEY["release"].fits(membership),
    }
    return render(request, "people/memberships/find_union.html", context)


@needs(SEE)
@never_cache
@asks
def correct(request: Request, person_id: int, membership_id: int) -> HttpResponse:
    """Number and first days, as they should have been written."""
    membership = load_membership(request, person_id, membership_id)
    form = CorrectMembershipForm(posted(request), membership)

    def run() -> str:
        changed = correct_membership(request.actor, membership, **form.cleaned_data)
        messages.success(request, _("Corrected.") if changed else _("Nothing was changed."))
        return page_of(membership.person)

    title = _("Correct the membership of %(name)s") % {"name": membership.person.name}
    back = page_of(membership.person)
    return ask(request, form, run, title=title, action=_("Save"), back=back, about=about(membership))
