"""How such a page goes: a form, then what would happen, then the act itself; and the tree held still meanwhile.

What would happen is not worked out beside the act: the act is done and undone again, so that its refusals and its
numbers are the true ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import act_as
from niangjia.engines.people.unions.hooks import hold_before_tree
from niangjia.engines.people.unions.models import UnionVersion
from niangjia.engines.people.unions.numbering import lock_tree
from niangjia.foundation.access.actor import actor_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpResponse

    from niangjia.engines.people.scope import ScopedRequest
    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.models import Account
    from niangjia.foundation.access.request import Request

    from .forms import AskForm

    P = ParamSpec("P")
    View = Callable[Concatenate[Request, P], HttpResponse]

TEMPLATE = "people/unions/act.html"


@dataclass(frozen=True)
class Done:
    """What an act did, in sentences; `said` is the one that people see afterwards, on the page at `url`."""

    said: str
    lines: Sequence[str]
    url: str


@dataclass(frozen=True)
class Page:
    """A page of an act: on what, what the form asks, and what the act is.

    `about` are the unions that must be as they were when what would happen was shown; `notes` are sentences in front
    of the form, `elsewhere` leads to choosing another union.
    """

    title: str
    action: str
    subject: str
    back: str
    form: AskForm
    run: Callable[[Actor], Done]
    about: Sequence[Union] = ()
    notes: Sequence[str] = ()
    elsewhere: str = ""
    danger: bool = False
    template: str = TEMPLATE
    more: dict[str, Any] = field(default_factory=dict)


class _Undone(Exception):
    """Undoes an act that was only tried."""


def steady(view: View[P]) -> View[P]:
    """Let nobody else change the tree while a form that was sent is worked on, and look at the actor's rights anew.

    Rights are places of the tree: those that were read before somebody else's act was done are old ones.
    """

    @wraps(view)
    def steadied(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and "q" not in request.POST:
            if isinstance(union := kwargs.get("union_id"), int):
                hold_before_tree(union)
            lock_tree()
            act_as(cast("ScopedRequest", request), actor_of(cast("Account", request.user)))
        return view(request, *args, **kwargs)

    return steadied


def answer(request: Request, page: Page) -> HttpResponse:
    """The form, what would happen, or the act."""
    form = page.form
    if not form.is_bound:
        return _show(request, page)
    if not form.is_valid():
        return _show(request, page, status=422)
    if "change" in request.POST:
        return _show(request, page)
    seen = stand(page.about)
    sure = request.POST.get("sure") == seen
    try:
        done = page.run(request.actor) if sure else try_out(page.run, request.actor)
    except NotPossible as error:
        form.refuse(error)
        return _show(request, page, status=422)
    if sure:
        messages.success(request, done.said)
        return redirect(done.url)
    changed = "sure" in request.POST
    return _show(request, page, lines=done.lines, seen=seen, changed=changed)


def try_out(run: Callable[[Actor], Done], actor: Actor) -> Done:
    """Do the act, remember what it says, and undo it. Raises what the act raises."""
    done: list[Done] = []
    try:
        with transaction.atomic():
            done.append(run(actor))
            raise _Undone
    except _Undone:
        return done[0]


def stand(unions: Sequence[Union]) -> str:
    """How these unions stand, as a word that changes when somebody renames, moves or ends one of them."""
    rows = UnionVersion.objects.filter(union__in=[union.pk for union in unions]).order_by("union", "valid_from")
    last = list(rows.values_list("pk", "valid_from", "valid_to", "parent_id", "name", "level", "kind", "state"))
    return sha256(repr(last).encode()).hexdigest()[:16]


def _show(request: Request, page: Page, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, page.template, {"page": page, "form": page.form, **page.more, **more}, status=status)


def to_union(union: Union) -> str:
    """The page of a union."""
    return reverse("people:union", args=[union.pk])


def already_over(request: Request, union: Union) -> HttpResponse:
    """Back to a union that takes no more changes, saying so."""
    messages.error(request, _("%(union)s is no more: nothing can be changed there.") % {"union": union.name})
    return redirect(to_union(union))
