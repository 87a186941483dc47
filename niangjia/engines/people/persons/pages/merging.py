"""Records that may be of one person: proposed, compared side by side, decided upon by somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from niangjia.engines.people.loading import load_person
from niangjia.engines.people.permissions import MERGE, SEE
from niangjia.engines.people.persons.apart import decided_apart, propose_again, set_apart
from niangjia.engines.people.persons.changing import OVER
from niangjia.engines.people.persons.duplicates import Why, propose_duplicates
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.persons.showing import masked_documents, masked_phones
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.asking import asks, page_of, posted
from niangjia.foundation.access.guards import needs

from .comparing import compare
from .finding import find
from .forms import FindPersonForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from niangjia.engines.people.persons.duplicates import Proposal
    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.request import Request

    from .comparing import Comparison, Line

MOST = 50  # pairs on the page
LEFT, RIGHT = "left", "right"
WORDS = {
    Why.NAME_AND_BIRTH: gettext_lazy("same name and birth date"),
    Why.NAME_AND_PHONE: gettext_lazy("same name and telephone"),
    Why.NAME: gettext_lazy("same name"),
    Why.PHONE: gettext_lazy("same telephone"),
}


class MergeForm(forms.Form):
    """Which side stays, field by field; and that somebody has looked."""

    def __init__(self, data: Any, lines: Iterable[Line]) -> None:
        super().__init__(data)
        sides = [(LEFT, "1"), (RIGHT, "2")]
        for line in lines:
            field = forms.ChoiceField(label=line.label, choices=sides, initial=LEFT, widget=forms.RadioSelect)
            self.fields[f"take_{line.name}"] = field
        self.fields["sure"] = forms.BooleanField(label=_("I have compared them: they are one person"))

    def taken(self) -> list[str]:
        """The fields that the right side gives, for the action."""
        return [name.removeprefix("take_") for name, side in self.cleaned_data.items() if side == RIGHT]

    def chosen(self, line: Line) -> str:
        """The side that is ticked now."""
        return str(self[f"take_{line.name}"].value() or LEFT) if line.choose else ""


@needs(MERGE)
@never_cache
@require_safe
def duplicates(request: Request) -> HttpResponse:
    """The likeliest pairs in the actor's reach."""
    found = propose_duplicates(request.actor.reach(MERGE), limit=MOST + 1)
    context = {"pairs": _pairs(found[:MOST]), "many": len(found) > MOST}
    return render(request, "people/persons/duplicates.html", context)


def _pairs(proposals: list[Proposal]) -> list[dict[str, Any]]:
    """Each with what tells the two apart in a list; numbers masked."""
    people = [person for one in proposals for person in (one.first, one.second)]
    numbers, phones = masked_documents(people), masked_phones(people)
    return [
        {
            "why": WORDS[one.why],
            "first": one.first,
            "second": one.second,
            "sides": [
                (person, numbers.get(person.pk, ""), phones.get(person.pk, "")) for person in (one.first, one.second)
            ],
        }
        for one in proposals
    ]


def _load(request: Request, person_id: int) -> Person:
    person = load_person(request, person_id, MERGE)
    if person.state in OVER:
        raise Http404
    return person


@needs(SEE)
@never_cache
@asks
def other(request: Request, person_id: int) -> HttpResponse:
    """Which other record is of this person: proposed, or found by a POST."""
    person = _load(request, person_id)
    form = FindPersonForm(posted(request))
    words, found = find(form, without={person_id})
    proposed = propose_duplicates(request.actor.reach(MERGE), person=person, limit=MOST)
    context = {"person": person, "form": form, "words": words, "found": found, "pairs": _pairs(proposed)}
    return render(request, "people/persons/other.html", context)


@needs(SEE)
@never_cache
@asks
def merge(request: Request, person_id: int, other_id: int) -> HttpResponse:
    """Side by side; the left record stays, the right one goes into it."""
    left, right = _two(request, person_id, other_id)
    both = compare(left, right)
    form = MergeForm(posted(request), both.choices)
    if form.is_valid():
        try:
            merge_persons(request.actor, left, right, form.taken())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The two records of %(name)s are one now.") % {"name": left.name})
            return redirect(page_of(left))
    context = {"form": form, **_shown(both, form), "apart": decided_apart(left, right)}
    return render(request, "people/persons/merge.html", context, status=422 if form.is_bound else 200)


def _two(request: Request, person_id: int, other_id: int) -> tuple[Person, Person]:
    if person_id == other_id:
        raise Http404
    return _load(request, person_id), _load(request, other_id)


def _shown(both: Comparison, form: MergeForm) -> dict[str, Any]:
    return {
        "left": both.left,
        "right": both.right,
        "both": both,
        "lines": [(line, form.chosen(line)) for line in both.lines],
        "differing": sum(line.differs for line in both.lines),
    }


@needs(SEE)
@require_POST
def apart(request: Request, person_id: int, other_id: int) -> HttpResponse:
    """They are two people (or, with `again`, they may be one after all)."""
    left, right = _two(request, person_id, other_id)
    try:
        if "again" in request.POST:
            propose_again(request.actor, left, right)
            messages.success(request, _("The two are proposed again."))
            return redirect("people:merge", left.pk, right.pk)
        set_apart(request.actor, left, right)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("They are two people, and are proposed no more."))
    return redirect("people:duplicates")
