"""Pages of acts that need another union: moving below it, merging into it, a second line of leadership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.engines.people.permissions import RESTRUCTURE
from niangjia.engines.people.unions.actions import merge_unions, move_union, tie_union, untie_union
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import SecondaryTie
from niangjia.engines.people.unions.neighbours import from_above
from niangjia.engines.people.unions.reading import path
from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.reach import EVERYWHERE

from .choosing import choose, chosen
from .flow import Done, Page, already_over, answer, steady, to_union
from .forms import ActForm, EndForm, TieForm
from .loading import load_from_above
from .views import METHODS
from .wording import since, size_of, went_along

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request


@needs(RESTRUCTURE)
@require_http_methods(METHODS)
@steady
def move(request: Request, union_id: int) -> HttpResponse:
    """First below which union, then since when."""
    union = load_from_above(request, union_id)
    if union.state not in STANDING:
        return already_over(request, union)
    reach = request.actor.reach(RESTRUCTURE)
    to = chosen(request, reach)
    if to is None:
        return choose(
            request,
            union,
            reach,
            lambda each: each.place not in union.subtree and each.pk != union.parent_id and each.level <= union.level,
            title=_("Move below another union"),
            question=_("Below which union is it to stand?"),
            hint=_("Only unions that you may restructure and that it may stand below are found."),
        )
    form = ActForm(_sent(request))
    page = Page(
        title=_("Move below another union"),
        action=_("Move the union"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _move(actor, union, to, form),
        about=[union, to],
        notes=[_("It is to stand below: %(above)s") % {"above": _line(to)}],
        elsewhere=reverse("people:move_union", args=[union.pk]),
    )
    return answer(request, page)


def _move(actor: Actor, union: Union, to: Union, form: ActForm) -> Done:
    before = union.parent.name if union.parent else "–"
    moved = move_union(actor, union, to, **form.told)
    words = {"name": moved.name, "before": before, "above": to.name}
    later = (
        []
        if moved.parent_id == to.pk
        else [_("A later move is entered already and stands: only the time before it changes.")]
    )
    lines = [
        _("“%(name)s” moves from “%(before)s” to below “%(above)s”.") % words,
        size_of(moved),
        _("Who has rights over “%(before)s” alone loses them here; who has rights over “%(above)s” gains them.")
        % words,
        *later,
        since(form.day_given),
    ]
    return Done(_("%(name)s: the move is entered.") % words, lines, to_union(moved))


@needs(RESTRUCTURE)
@require_http_methods(METHODS)
@steady
def merge(request: Request, union_id: int) -> HttpResponse:
    """First into which union, then since when."""
    union = load_from_above(request, union_id)
    if union.state not in STANDING:
        return already_over(request, union)
    reach = request.actor.reach(RESTRUCTURE)
    into = chosen(request, reach)
    if into is None:
        return choose(
            request,
            union,
            reach,
            lambda each: each.place not in union.subtree and from_above(request.actor, each),
            title=_("Merge into another union"),
            question=_("Into which union does it go?"),
            hint=_("Its members, the unions below it and the employers it covers go along. Its posts end."),
        )
    form = ActForm(_sent(request))
    page = Page(
        title=_("Merge into another union"),
        action=_("Merge the unions"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _merge(actor, union, into, form),
        about=[union, into],
        notes=[
            _("It goes into: %(into)s") % {"into": _line(into)},
            _("This can't be taken back: look twice whether it is the right union."),
        ],
        elsewhere=reverse("people:merge_union", args=[union.pk]),
        danger=True,
    )
    return answer(request, page)


def _merge(actor: Actor, union: Union, into: Union, form: ActForm) -> Done:
    before = size_of(union)
    merged = merge_unions(actor, union, into, **form.told)
    words = {"name": union.name, "into": into.name}
    lines = [
        _("“%(name)s” is no more as a union of its own; it goes into “%(into)s”.") % words,
        before,
        *went_along(merged.moved),
        since(form.day_given),
    ]
    return Done(_("%(name)s has gone into %(into)s.") % words, lines, to_union(merged.union))


@needs(RESTRUCTURE)
@require_http_methods(METHODS)
@steady
def tie(request: Request, union_id: int) -> HttpResponse:
    """First which union leads it as well, then what that one gets to see."""
    union = load_from_above(request, union_id)
    if union.state not in STANDING:
        return already_over(request, union)
    upper = chosen(request, EVERYWHERE)
    if upper is None:
        return choose(
            request,
            union,
            EVERYWHERE,
            lambda each: each.place not in union.subtree and union.place not in each.subtree,
            title=_("Second line of leadership"),
            question=_("Which union leads it as well?"),
            hint=_("For instance the industrial union, or the union of the group of companies."),
        )
    form = TieForm(_sent(request))
    page = Page(
        title=_("Second line of leadership"),
        action=_("Tie the unions"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _tie(actor, union, upper, form),
        about=[union, upper],
        notes=[_("It is to be led as well by: %(upper)s") % {"upper": _line(upper)}],
        elsewhere=reverse("people:tie_union", args=[union.pk]),
    )
    return answer(request, page)


def _tie(actor: Actor, union: Union, upper: Union, form: TieForm) -> Done:
    made = tie_union(actor, union, upper, shares=SecondaryTie.Shares(form.cleaned_data["shares"]), **form.told)
    words = {"name": union.name, "upper": upper.name, "shares": made.get_shares_display()}
    lines = [
        _("“%(upper)s” leads “%(name)s” as well.") % words,
        _("It gets to see of it and all below: %(shares)s. It can change nothing.") % words,
        size_of(union),
        _("Everybody is still counted once, where the union stands in the tree."),
        since(form.day_given),
    ]
    return Done(_("%(name)s is led by %(upper)s as well.") % words, lines, to_union(union))


@needs(RESTRUCTURE)
@require_http_methods(METHODS)
@steady
def untie(request: Request, tie_id: int) -> HttpResponse:
    """Since when the tie holds no longer."""
    row = get_object_or_404(SecondaryTie.objects.select_related("upper"), pk=tie_id)
    union = load_from_above(request, row.union_id)
    form = EndForm(_sent(request))
    page = Page(
        title=_("End the second line of leadership"),
        action=_("End the tie"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _untie(actor, row, form),
        notes=[
            _("%(upper)s leads it as well since %(day)s.")
            % {"upper": row.upper.name, "day": date_format(row.valid_from)}
        ],
    )
    return answer(request, page)


def _untie(actor: Actor, row: SecondaryTie, form: EndForm) -> Done:
    ended = untie_union(actor, row, day=form.day_given)
    words = {"name": ended.union.name, "upper": ended.upper.name, "day": date_format(form.day_given)}
    line = _("From %(day)s on “%(upper)s” sees nothing of “%(name)s” any more by this tie.") % words
    return Done(_("The tie to %(upper)s is ended.") % words, [line], to_union(ended.union))


def _line(union: Union) -> str:
    return " › ".join(each.name for each in path(union))


def _sent(request: Request) -> object:
    return request.POST if request.method == "POST" else None
