"""The office registers at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines import journal
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.life.forms import Refusing, day_field
from niangjia.engines.papers.life.numbering import set_word, word_of
from niangjia.engines.papers.life.paper_views import unstored
from niangjia.engines.papers.loading import load, own_unions
from niangjia.engines.papers.permissions import SEAL, SEE, SIGN, WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.rights import acts_for, require_own
from niangjia.engines.people.loading import load_union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today

from .incoming import confirm_incoming, enter_incoming, finish_incoming
from .listing import BOOKS, context_of, incoming_of, workbook_of
from .models import LONGEST_NOTE, LONGEST_TITLE, Incoming
from .sealing import enter_seal_use

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.request import Request

    from .listing import Book

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR, LAST_YEAR = 1949, 2999


class IncomingForm(Refusing):
    received = day_field(gettext_lazy("Received on"))
    sender = forms.CharField(label=gettext_lazy("From whom"), max_length=64)
    number = forms.CharField(label=gettext_lazy("Its number"), max_length=64, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE)
    copies = forms.IntegerField(label=gettext_lazy("Copies"), min_value=1, max_value=999, initial=1)
    urgency = forms.ChoiceField(label=gettext_lazy("Urgency"), choices=Incoming.Urgency.choices, required=False)
    due = day_field(gettext_lazy("To be done by"), required=False)
    handler = forms.CharField(label=gettext_lazy("Handled by"), max_length=64, required=False)


class FinishForm(Refusing):
    handler = forms.CharField(label=gettext_lazy("Handled by"), max_length=64)
    result = forms.CharField(label=gettext_lazy("What was done"), max_length=LONGEST_NOTE, required=False)
    finished = day_field(gettext_lazy("Done on"), required=False)


class SealUseForm(Refusing):
    day = day_field(gettext_lazy("On"))
    title = forms.CharField(label=gettext_lazy("What was sealed"), max_length=LONGEST_TITLE)
    copies = forms.IntegerField(label=gettext_lazy("Copies"), min_value=1, max_value=999, initial=1)
    seal = forms.CharField(label=gettext_lazy("Which seal"), max_length=32, required=False)
    approved_by = forms.CharField(label=gettext_lazy("Approved by"), max_length=64)


class WordForm(Refusing):
    word = forms.CharField(
        label=gettext_lazy("Word in numbers"),
        max_length=12,
        help_text=gettext_lazy("Stands before the year, as in 石矿工〔2026〕12号. Numbers that were given stay."),
    )


def _book(request: Request, key: str) -> tuple[Book, Union, int]:
    """The register, whose, of which year. Raises Http404, Refused."""
    own = own_unions(request.actor, SEE)
    asked = request.GET.get("union", "")
    union = (
        load_union(request, int(asked), SEE) if asked.isdecimal() and len(asked) < 16 else (own[0] if own else None)
    )
    year = request.GET.get("year", "")
    if union is None:
        raise Http404
    found = int(year) if year.isdecimal() and len(year) == 4 else today().year
    return BOOKS[key], union, min(max(found, FIRST_YEAR), LAST_YEAR)


def _shown(request: Request, key: str, form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    book, union, year = _book(request, key)
    heads = [head for head, _share in book.heads]
    lines = [list(zip(heads, line, strict=True)) for line in book.lines(request.actor, union, year)]
    items = []
    if key == "incoming":
        came = incoming_of(request.actor, union, year)
        items = list(came.select_related("delivery").order_by("-position"))
    context = {
        "book": book,
        "books": BOOKS.values(),
        "union": union,
        "others": own_unions(request.actor, SEE),
        "year": year,
        "heads": heads,
        "lines": lines,
        "rows": [(row, row.title.reveal(), row.sender.reveal()) for row in items],
        "form": form or _form(key),
        "word": WordForm(initial={"word": word_of(union)}),
        "may_write": acts_for(request.actor, SEAL if key == "seals" else WRITE, union),
        "may_sign": acts_for(request.actor, SIGN, union),
    }
    return render(request, "papers/book.html", context, status=status)


def _form(key: str, data: Any = None) -> forms.Form | None:
    day = today()
    if key == "incoming":
        return IncomingForm(data, initial={"received": day, "copies": 1})
    return SealUseForm(data, initial={"day": day, "copies": 1}) if key == "seals" else None


@needs(SEE)
@require_safe
def outgoing(request: Request) -> HttpResponse:
    """What a union sent out."""
    return _shown(request, "outgoing")


@needs(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def incoming(request: Request) -> HttpResponse:
    """What came to a union; enter one."""
    if request.method != "POST":
        return _shown(request, "incoming")
    _found, union, _year = _book(request, "incoming")
    require_own(request.actor, WRITE, union)
    form = _form("incoming", request.POST)
    assert form is not None  # noqa: S101
    return _entered(request, "incoming", form, lambda: enter_incoming(request.actor, union, form.cleaned_data))  # type: ignore[arg-type]


@needs(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def seals(request: Request) -> HttpResponse:
    """What a union sealed; enter what is no paper of the platform."""
    if request.method != "POST":
        return _shown(request, "seals")
    _found, union, _year = _book(request, "seals")
    require_own(request.actor, SEAL, union)
    form = _form("seals", request.POST)
    assert form is not None  # noqa: S101
    return _entered(request, "seals", form, lambda: enter_seal_use(request.actor, union, **form.cleaned_data))


def _entered(request: Request, key: str, form: Any, act: Any) -> HttpResponse:
    if form.is_valid():
        try:
            act()
        except NotPossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("Entered."))
            return redirect(request.get_full_path())
    return _shown(request, key, form, 422)


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: Request, incoming_id: int) -> HttpResponse:
    """One incoming document: who handles it, what was done."""
    found = load(request, Incoming, incoming_id, WRITE)
    given = {
        "handler": found.handler,
        "result": found.result.reveal() if found.result else "",
        "finished": found.finished,
    }
    form = FinishForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_bound and form.is_valid():
        try:
            finish_incoming(request.actor, found, **form.cleaned_data)
        except NotPossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("Entered."))
            return redirect("papers:incoming")
    context = {"row": found, "title": found.title.reveal(), "sender": found.sender.reveal(), "form": form}
    return render(request, "papers/document.html", context, status=422 if form.is_bound else 200)


@needs(WRITE)
@require_POST
def confirm(request: Request, incoming_id: int) -> HttpResponse:
    """Confirms that a paper of another union has come."""
    found = load(request, Incoming, incoming_id, WRITE)
    try:
        confirm_incoming(request.actor, found)
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The sender sees now that it has come."))
    return redirect("papers:document", found.pk)


@needs(SIGN)
@require_POST
def word(request: Request) -> HttpResponse:
    """Sets the union's word in numbers."""
    _found, union, _year = _book(request, "outgoing")
    form = WordForm(request.POST)
    require_own(request.actor, SIGN, union)
    if form.is_valid():
        set_word(request.actor, union, form.cleaned_data["word"])
        messages.success(request, _("From now on numbers begin so."))
    else:
        messages.error(request, _("Type one to twelve signs."))
    return redirect("papers:outgoing")


@needs(SEE)
@require_safe
def printed(request: Request, key: str) -> HttpResponse:
    """A register on paper; taking it out is journalled."""
    book, union, year = _taken_out(request, key)
    context = {**context_of(request.actor, book, union, year), "book": book}
    return unstored(render(request, "papers/print_book.html", context))


@needs(SEE)
@require_safe
def workbook(request: Request, key: str) -> HttpResponse:
    """A register as xlsx."""
    book, union, year = _taken_out(request, key)
    answer = HttpResponse(
        workbook_of(request.actor, book, union, year), content_type=XLSX, headers={"Cache-Control": "no-store"}
    )
    answer["Content-Disposition"] = content_disposition_header(True, f"{year}{book.title}.xlsx") or "attachment"
    return answer


def _taken_out(request: Request, key: str) -> tuple[Book, Union, int]:
    if key not in BOOKS:
        raise Http404
    book, union, year = _book(request, key)
    journal.look(request.actor, codes.BOOK_TAKEN, union, union=union.pk, data={"book": key, "year": year})
    return book, union, year
