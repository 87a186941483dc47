"""Choosing another union for an act: what is typed is looked for by POST, `?to=` picks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import render

from niangjia.engines.people.unions.asking import number_asked
from niangjia.engines.people.unions.forms import SearchForm
from niangjia.engines.people.unions.models import Union
from niangjia.engines.people.unions.reading import paths, search

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from niangjia.foundation.access.reach import Reach
    from niangjia.foundation.access.request import Request

MOST, LOOKED_AT = 30, 300


def chosen(request: Request, reach: Reach) -> Union | None:
    """The union that `?to=` names, None without one. Raises Http404 outside the reach."""
    asked = number_asked(request.GET, "to")
    if asked is None:
        return None
    found = Union.objects.within(reach).filter(pk=asked).first()
    if found is None:
        raise Http404
    return found


def choose(
    request: Request,
    union: Union,
    reach: Reach,
    fits: Callable[[Union], bool],
    *,
    title: str,
    question: str,
    hint: str,
) -> HttpResponse:
    """The search, and the unions of the reach that were found and fit."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    among = search(words, reach, most=LOOKED_AT) if words else []
    prefetch_related_objects(among, "parent")
    found = [each for each in among if fits(each)]
    lines = paths(each.pk for each in found[:MOST]) if found else {}
    context = {
        "union": union,
        "title": title,
        "question": question,
        "hint": hint,
        "form": form,
        "words": words,
        "found": [(each, lines[each.pk][:-1]) for each in found[:MOST]],
        "many": len(found) > MOST,
        "most": MOST,
    }
    return render(request, "people/unions/choose.html", context)
