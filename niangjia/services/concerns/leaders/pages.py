"""The desk's list of concerns that leaders see through, and what their panel posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from niangjia.engines.matters.pages.answering import answer
from niangjia.engines.matters.rights import seen_by
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.foundation.web.tables import page_of
from niangjia.services.concerns.here import load_concern
from niangjia.services.concerns.models import Concern
from niangjia.services.concerns.permissions import HANDLE

from .acts import end_held, leaders_for, name_leader, names_of, note_held
from .models import Held

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Post
    from niangjia.foundation.access.request import Request


class LeaderForm(forms.Form):
    """Who, until when."""

    leader = forms.ChoiceField(label=gettext_lazy("Which leader?"))
    due = forms.DateField(
        label=gettext_lazy("To be settled by"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, posts: list[Post], data: Any = None) -> None:
        super().__init__(data, auto_id="id_leader_%s")
        self.posts = {str(post.pk): post for post in posts}
        self.fields["leader"].choices = [  # type: ignore[attr-defined]
            (key, f"{getattr(post, 'holder', '')} · {post.get_role_display()} · {post.union.name}")
            for key, post in self.posts.items()
        ]


class NoteForm(forms.Form):
    """What the leader did, or what came of it."""

    text = forms.CharField(
        label=gettext_lazy("What did the leader do, or what came of it?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


def _seen(request: Request) -> QuerySet[Held]:
    return Held.objects.select_related("matter", "union").filter(seen_by(request.actor, "matter__"))


@needs(HANDLE)
@require_safe
def held(request: Request) -> HttpResponse:
    """Mine, or those of all leaders that I may see; what is due soonest first."""
    view = request.GET.get("view", "")
    rows = _seen(request).filter(ended__isnull=view != "over")
    if view == "":
        rows = rows.filter(post__person=request.actor.person_id or 0)
    page = page_of(request.GET, rows.order_by("-ended" if view == "over" else "due", "pk"))
    found = list(page.object_list)
    about = dict(
        Concern.objects.filter(matter__in=[row.matter_id for row in found]).values_list("matter", "category")
    )
    names = names_of(found)
    items = [_item(row, about.get(row.matter_id, ""), names.get(row.post_id or 0, "")) for row in found]
    return render(request, "concerns/held.html", {"items": items, "page": page, "view": view})


def _item(row: Held, category: str, leader: str) -> Item:
    late = row.ended is None and row.due < today()
    about = Concern(category=category).get_category_display() if category else ""
    words = (leader, row.union.name)
    return Item(
        " · ".join(part for part in (row.matter.number, about) if part),
        url=reverse("matters:matter", args=[row.matter_id]),
        text=" · ".join(word for word in words if word),
        side=date_format(row.ended or row.due, "MONTH_DAY_FORMAT"),
        icon="user",
        state=State(_("overdue"), Tone.BAD) if late else None,
    )


@needs(HANDLE)
@require_POST
def name(request: Request, matter_id: int) -> HttpResponse:
    """Names the leader who sees a concern through."""
    matter = load_concern(request, matter_id)
    form = LeaderForm(leaders_for(matter), request.POST)

    def act(given: dict[str, Any]) -> str:
        name_leader(request.actor, matter, form.posts[given["leader"]], given["due"])
        return _("The leader is told, and finds it under “Held by leaders”.")

    return answer(request, matter.pk, "leader", form, act)


@needs(HANDLE)
@require_POST
def note(request: Request, key: UUID) -> HttpResponse:
    """Writes down what the leader did; with `ends` that the leader no longer holds it."""
    row, matter = _load(request, key)

    def act(given: dict[str, Any]) -> str:
        if "ends" in request.POST:
            end_held(request.actor, row, given["text"])
            return _("The leader no longer holds it.")
        note_held(request.actor, row, given["text"])
        return _("It is written down.")

    return answer(request, matter.pk, "held_note", NoteForm(request.POST, auto_id="id_held_%s"), act)


def _load(request: Request, key: UUID) -> tuple[Held, Matter]:
    row = Held.objects.select_related("matter").filter(pk=key).first()
    if row is None:
        raise Http404
    row.matter = load_concern(request, row.matter_id)
    return row, row.matter
