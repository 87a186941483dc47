"""You said, we changed: the page that workers read, writing for it at the desk, the worker's consent; and what is
like the thing that somebody is about to bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.pages.answering import attempt
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import own_places
from niangjia.engines.people.models import Union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.web.tables import page_of
from niangjia.services.concerns.acts.telling_back import consent, take_down, tell_changed, told_to, topics_of
from niangjia.services.concerns.choices import Category
from niangjia.services.concerns.models import Changed
from niangjia.services.concerns.permissions import TELL
from niangjia.services.concerns.reading import concern_of
from niangjia.services.concerns.similar import similar

from .bring import WAYS, own_matter
from .start import record_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request
    from niangjia.services.concerns.acts.telling_back import Topic

SHOWN = 20
LONGEST = 2000  # of what is compared


@never_cache
@require_safe
def read(request: Request) -> HttpResponse:
    """What the unions of the reader's line told."""
    person = record_of(request)
    if person is None:
        return render(request, "concerns/no_record.html")
    return render(request, "concerns/changed/read.html", {"page": page_of(request.GET, told_to(person), SHOWN)})


class TellForm(forms.Form):
    """What is told of a subject."""

    topic = forms.ChoiceField(label=gettext_lazy("Of which concerns?"))
    said = forms.CharField(
        label=gettext_lazy("You said"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("What workers asked for, in one sentence, without anybody's name."),
    )
    done = forms.CharField(label=gettext_lazy("We changed"), max_length=2000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, topics: Sequence[Topic], data: Any = None) -> None:
        super().__init__(data)
        self.fields["topic"].choices = [(one.key, _title(one)) for one in topics]  # type: ignore[attr-defined]


def _title(topic: Topic) -> str:
    about = str(Category(topic.category).label)
    if not topic.people:
        return _("%(about)s, %(number)s, by consent") % {"about": about, "number": topic.number}
    words = ngettext("%(about)s, %(count)s worker and more", "%(about)s, %(count)s workers and more", topic.people)
    return words % {"about": about, "count": topic.people}


def _unions(request: Request) -> list[Union]:
    places = [place for place, codes in own_places(request.actor).items() if TELL in codes]
    return list(Union.objects.filter(place__in=places).order_by("place"))


@needs(TELL)
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request) -> HttpResponse:
    """What my unions told, and telling more of one of them."""
    unions = _unions(request)
    asked = request.POST.get("union") or request.GET.get("union") or ""
    union = next((one for one in unions if str(one.pk) == asked), unions[0] if unions else None)
    topics = topics_of(union) if union else []
    form = TellForm(topics, request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> str:
        if union is None:
            raise NotPossible(_("You have no post at a union that could tell it."))
        tell_changed(request.actor, union, given["topic"], given["said"], given["done"])
        return _("The workers can read it now.")

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("concerns:tell")
    rows = Changed.objects.select_related("union").filter(union__in=unions).order_by("-pk")
    page = page_of(request.GET, rows, SHOWN)
    context = {"unions": unions, "union": union, "topics": topics, "form": form, "page": page}
    return render(request, "concerns/changed/tell.html", context, status=422 if form.errors else 200)


@needs(TELL)
@require_POST
def remove(request: Request, changed_id: int) -> HttpResponse:
    """Takes one off the page."""
    row = Changed.objects.select_related("union").filter(pk=changed_id, union__in=_unions(request)).first()
    if row is None:
        raise Http404
    try:
        take_down(request.actor, row)
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect("concerns:tell")


@require_POST
def agree(request: Request, matter_id: int) -> HttpResponse:
    """Takes the worker's consent, or its end."""
    matter = own_matter(request, matter_id)
    try:
        consent(request.actor, concern_of(matter), given=request.POST.get("given") == "yes")
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kept. You can change it at any time."))
    return redirect("my:matter", matter.pk)


@never_cache
@sensitive_post_parameters()
@require_POST
def like(request: Request, choice: str) -> HttpResponse:
    """The fragment of the form that says what is like the thing that is being written."""
    person = record_of(request)
    if choice not in WAYS or person is None:
        raise Http404
    category, text = request.POST.get("category", ""), request.POST.get("text", "")[:LONGEST]
    found = similar(request.actor, person, category, text)
    return render(request, "concerns/changed/similar.html", {"found": found})
