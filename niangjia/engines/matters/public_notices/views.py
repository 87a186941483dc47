"""Public notices: what staff do from the matter's page, and the page where they hang."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.acts.tasks import node_of
from niangjia.engines.matters.loading import load_matter
from niangjia.engines.matters.pages.answering import answer as answer_on_page
from niangjia.engines.matters.pages.answering import attempt
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item
from niangjia.foundation.web.tables import page_of

from . import hanging, objecting
from .forms import AnswerForm, DownForm, EnteredForm, ObjectionForm, PostingForm
from .models import Objection, PublicNotice
from .permissions import HANG

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request


@needs(HANG)
@require_POST
def hang(request: Request, matter_id: int) -> HttpResponse:
    """Hangs out the notice that the step which waits is drawn with."""
    found, living = load_matter(request, matter_id)
    kind = next((kind for task in living if (kind := node_of(found, task).properties.get("notice"))), "")
    if not kind:
        raise Http404

    def act(given: dict[str, Any]) -> str:
        hanging.hang_notice(request.actor, found, kind)
        return _("The public notice hangs.")

    return answer_on_page(request, found.pk, "hang", forms.Form(request.POST), act)


def _notice(notice_id: int) -> PublicNotice:
    """The view's answer loads the matter for the actor, which authorises."""
    return get_object_or_404(PublicNotice.objects.select_related("union", "matter__union"), pk=notice_id)


@needs(HANG)
@require_POST
def take_down(request: Request, notice_id: int) -> HttpResponse:
    """Takes it down before its time."""
    found = _notice(notice_id)

    def act(given: dict[str, Any]) -> str:
        hanging.take_down(request.actor, found, given["reason"])
        return _("It was taken down.")

    return answer_on_page(request, found.matter_id, f"down_{found.pk}", DownForm(request.POST), act)


@needs(HANG)
@require_POST
def post(request: Request, notice_id: int) -> HttpResponse:
    """Records where it hung."""
    found = _notice(notice_id)

    def act(given: dict[str, Any]) -> str:
        file = given["photograph"]
        proof = file.read(), file.name
        hanging.record_posting(request.actor, found, given["place"], (given["since"], given["until"]), proof)
        return _("It was recorded.")

    form = PostingForm(request.POST, request.FILES)
    return answer_on_page(request, found.matter_id, f"posting_{found.pk}", form, act)


@needs(HANG)
@require_POST
def enter(request: Request, notice_id: int) -> HttpResponse:
    """Enters an objection that came on paper or by telephone."""
    found = _notice(notice_id)

    def act(given: dict[str, Any]) -> str:
        objecting.enter_objection(request.actor, found, given["text"])
        return _("The objection was entered.")

    return answer_on_page(request, found.matter_id, f"entered_{found.pk}", EnteredForm(request.POST), act)


@needs(HANG)
@require_POST
def answer(request: Request, objection_id: int) -> HttpResponse:
    """Answers an objection."""
    found = get_object_or_404(Objection.objects.select_related("notice__matter__union"), pk=objection_id)

    def act(given: dict[str, Any]) -> str:
        objecting.answer_objection(request.actor, found, given["answer"], upheld=given["upheld"])
        return _("The objection is answered.")

    return answer_on_page(request, found.notice.matter_id, f"answer_{found.pk}", AnswerForm(request.POST), act)


@never_cache
@require_safe
def board(request: Request) -> HttpResponse:
    """What hangs for the actor today."""
    rows = PublicNotice.objects.filter(state=PublicNotice.State.HANGING, starts__lte=today(), ends__gte=today())
    hanging = rows.filter(objecting.hung_for(request.actor)).select_related("union").order_by("ends", "pk")
    page = page_of(request.GET, hanging)
    context = {"page": page, "items": [_item(one) for one in page.object_list]}
    return render(request, "matters/public_notices/board.html", context)


def _item(one: PublicNotice) -> Item:
    until = _("until %(day)s") % {"day": date_format(one.ends)}
    return Item(
        one.title, url=reverse("my:public_notice", args=[one.code]), text=one.union.name, side=until, icon="news"
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: Request, code: str) -> HttpResponse:
    """One public notice, with the form to object; when it is over, it says only that."""
    found = objecting.load_hanging(request.actor, code)
    form = ObjectionForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> str:
        objecting.object_to(request.actor, found, given["text"], named=given["named"])
        return _("Your objection was sent. It is looked into before the matter goes on.")

    if form.is_bound and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("my:public_notice", found.code)
    context = {
        "notice": found,
        "hangs": objecting.hangs(found),
        "lines": hanging.lines_of(found) if objecting.hangs(found) else [],
        "form": form,
    }
    return render(request, "matters/public_notices/notice.html", context, status=422 if form.is_bound else 200)
