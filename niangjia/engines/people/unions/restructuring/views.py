"""Pages on which a union is founded, confirmed, renamed, dissolved, or its last act taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.engines.people.loading import load_union
from niangjia.engines.people.permissions import EDIT_UNIONS, RESTRUCTURE
from niangjia.engines.people.unions.actions import (
    confirm_union,
    dissolve_union,
    found_union,
    record_union,
    rename_union,
    take_back_act,
)
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.moving import MENDABLE
from niangjia.engines.people.unions.neighbours import from_above
from niangjia.foundation.access.guards import needs

from .codes import next_code
from .flow import Done, Page, already_over, answer, steady, to_union
from .forms import ActForm, FoundForm, ReasonForm, RenameForm
from .loading import load_from_above
from .settling import ends_with, open_in
from .wording import since

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.unions.models import Union, UnionVersion
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

METHODS = ["GET", "HEAD", "POST"]


@needs(RESTRUCTURE)
@require_http_methods(METHODS)
@steady
def found(request: Request, union_id: int) -> HttpResponse:
    """A union below this one."""
    upper = load_union(request, union_id, RESTRUCTURE)
    if upper.state not in STANDING:
        return already_over(request, upper)
    form = FoundForm(upper, next_code(upper), _sent(request))
    page = Page(
        title=_("A union below"),
        action=_("Enter the union"),
        subject=upper.name,
        back=to_union(upper),
        form=form,
        run=lambda actor: _found(actor, upper, form),
        about=[upper],
    )
    return answer(request, page)


def _found(actor: Actor, upper: Union, form: FoundForm) -> Done:
    day, paper = form.day_given, form.cleaned_data["paper"]
    if form.cleaned_data["how"] == "founded":
        union = found_union(actor, upper, form.draft, day=day, paper=paper)
        first = _("“%(name)s” is founded below “%(above)s”.")
    else:
        union = record_union(actor, upper, form.draft, since=day, paper=paper)
        first = _("“%(name)s” is entered below “%(above)s”; it was there before.")
    words = {"name": union.name, "above": upper.name}
    kind = _("Code %(code)s, %(level)s, %(kind)s.") % {
        "code": union.code,
        "level": union.get_level_display(),
        "kind": union.get_kind_display(),
    }
    lines = [first % words, kind, since(day), _("It has no members and no posts yet.")]
    return Done(_("%(name)s is in the register.") % words, lines, to_union(union))


@needs(RESTRUCTURE)
@require_http_methods(METHODS)
@steady
def confirm(request: Request, union_id: int) -> HttpResponse:
    """A union that was being founded is at work."""
    union = load_from_above(request, union_id)
    form = ActForm(_sent(request))
    page = Page(
        title=_("Confirm the founding"),
        action=_("It is founded"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _confirm(actor, union, form),
        about=[union],
    )
    return answer(request, page)


def _confirm(actor: Actor, union: Union, form: ActForm) -> Done:
    confirm_union(actor, union, **form.told)
    words = {"name": union.name}
    lines = [_("“%(name)s” is founded and at work.") % words, since(form.day_given)]
    return Done(_("%(name)s is at work.") % words, lines, to_union(union))


@needs(EDIT_UNIONS)
@require_http_methods(METHODS)
@steady
def rename(request: Request, union_id: int) -> HttpResponse:
    """Another name, dated; for those above also level and kind."""
    union = load_union(request, union_id, EDIT_UNIONS)
    if union.state not in STANDING:
        return already_over(request, union)
    form = RenameForm(union, _sent(request), from_above=from_above(request.actor, union))
    page = Page(
        title=_("Rename"),
        action=_("Rename"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _rename(actor, union, form),
        about=[union],
        notes=[
            _("The former name stays readable in the union's history. A slip in the name is corrected here, too.")
        ],
    )
    return answer(request, page)


def _rename(actor: Actor, union: Union, form: RenameForm) -> Done:
    now = rename_union(actor, union, **form.given, **form.told)
    lines = [
        _("%(label)s: from “%(before)s” to “%(after)s”.")
        % {"label": form.fields[name].label, "before": _shown(union, name), "after": _shown(now, name)}
        for name in form.given
    ]
    return Done(
        _("%(name)s: the change is entered.") % {"name": now.name}, [*lines, since(form.day_given)], to_union(union)
    )


def _shown(union: Union, name: str) -> str:
    show = getattr(union, f"get_{name}_display", None)
    return str(show() if show else getattr(union, name)) or "–"


@needs(RESTRUCTURE)
@require_http_methods(METHODS)
@steady
def dissolve(request: Request, union_id: int) -> HttpResponse:
    """What must be settled first, and what ends with it; then the act."""
    union = load_from_above(request, union_id)
    if union.state not in STANDING:
        return already_over(request, union)
    form = ActForm(_sent(request))
    page = Page(
        title=_("Dissolve"),
        action=_("Dissolve the union"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _dissolve(actor, union, form),
        about=[union],
        danger=True,
        template="people/unions/dissolve.html",
        more={"open": open_in(union), "ending": ends_with(union)},
    )
    return answer(request, page)


def _dissolve(actor: Actor, union: Union, form: ActForm) -> Done:
    ending = ends_with(union)
    dissolve_union(actor, union, **form.told)
    words = {"name": union.name}
    lines = [_("“%(name)s” is no more; its records stay readable.") % words, since(form.day_given)]
    more = [f"{item.title} {item.text}" for item in ending]
    return Done(_("%(name)s is dissolved.") % words, [*lines, *more], to_union(union))


@needs(RESTRUCTURE)
@require_http_methods(METHODS)
@steady
def take_back(request: Request, union_id: int) -> HttpResponse:
    """The last renaming, move or dissolution as if it had not been."""
    union = load_from_above(request, union_id)
    form = ReasonForm(_sent(request))
    last = mendable(union)
    page = Page(
        title=_("Take back the last act"),
        action=_("Take it back"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _take_back(actor, union, form),
        about=[union],
        notes=_what_last(last),
        danger=True,
    )
    return answer(request, page)


def mendable(union: Union) -> UnionVersion | None:
    """The last act on the union if it can be taken back."""
    last = union.versions.order_by("-valid_from").first()
    return last if last and last.reason in MENDABLE else None


def _what_last(last: UnionVersion | None) -> list[str]:
    if last is None:
        return [_("Only a renaming, a move or a dissolution can be taken back.")]
    act = _("The last act: %(act)s on %(day)s.") % {
        "act": last.get_reason_display(),
        "day": date_format(last.valid_from),
    }
    return [act, _("Ties, covered employers and posts that it ended are not given back: enter them anew.")]


def _take_back(actor: Actor, union: Union, form: ReasonForm) -> Done:
    now = take_back_act(actor, union, reason=form.cleaned_data["reason"])
    above = now.parent.name if now.parent else "–"
    line = _("It is called “%(name)s” again, stands below “%(above)s” and is %(state)s.") % {
        "name": now.name,
        "above": above,
        "state": now.get_state_display(),
    }
    return Done(_("The last act is taken back."), [line], reverse("people:union", args=[now.pk]))


def _sent(request: Request) -> object:
    return request.POST if request.method == "POST" else None
