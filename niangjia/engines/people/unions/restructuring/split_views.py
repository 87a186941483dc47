"""The page on which a new union splits off from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from niangjia.engines.people.permissions import RESTRUCTURE
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import split_union
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.guards import needs

from .codes import next_code
from .flow import Done, Page, already_over, answer, steady, to_union
from .loading import load_from_above
from .split_forms import SplitForm
from .views import METHODS
from .wording import since

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request


@needs(RESTRUCTURE)
@require_http_methods(METHODS)
@steady
def split(request: Request, union_id: int) -> HttpResponse:
    """The new union, and which unions below, employers and members go along."""
    union = load_from_above(request, union_id)
    if union.state not in STANDING:
        return already_over(request, union)
    upper = union.parent or union
    form = SplitForm(union, upper, next_code(upper), request.POST if request.method == "POST" else None)
    page = Page(
        title=_("Split off a new union"),
        action=_("Split the union"),
        subject=union.name,
        back=to_union(union),
        form=form,
        run=lambda actor: _split(actor, union, form),
        about=[union],
        notes=[_("The new union stands beside this one. Its posts are filled anew; nobody's post goes along.")],
        danger=True,
        template="people/unions/split.html",
    )
    if "find" in request.POST:  # members are looked for: whatever was typed stays
        return render(request, page.template, {"page": page, "form": form, "finding": True})
    return answer(request, page)


def _split(actor: Actor, union: Union, form: SplitForm) -> Done:
    said, going = form.cleaned_data, form.going
    if not (said.get("children") or said.get("employers") or going):
        raise NotPossible(_("Choose what goes along: unions below, employers or members."))
    part = split_union(
        actor,
        union,
        form.draft,
        children=Union.objects.filter(pk__in=said.get("children", [])).order_by("place"),
        employers=said.get("employers", []),
        members=going,
        **form.told,
    )
    words = {"part": part.name, "name": union.name}
    lines = [
        _("“%(part)s” splits off from “%(name)s” and stands beside it.") % words,
        *_along(form, len(going)),
        since(form.day_given),
    ]
    return Done(_("%(part)s has split off.") % words, lines, to_union(part))


def _along(form: SplitForm, members: int) -> Iterator[str]:
    children, employers = len(form.cleaned_data.get("children", [])), len(form.cleaned_data.get("employers", []))
    if children:
        yield ngettext(
            "%(count)s union right below goes along, with all in it.",
            "%(count)s unions right below go along, with all in them.",
            children,
        ) % {"count": children}
    if employers:
        yield ngettext(
            "%(count)s employer goes along; so do its workers who are no members.",
            "%(count)s employers go along; so do their workers who are no members.",
            employers,
        ) % {"count": employers}
    yield ngettext("%(count)s member goes along.", "%(count)s members go along.", members) % {"count": f"{members:,}"}
    staying = form.count - members
    yield ngettext("%(count)s member stays.", "%(count)s members stay.", staying) % {"count": f"{staying:,}"}
