"""Pages for who brings something without a name. They know nothing of who asks (web/traceless.py).

Errors are answered with 200, for an answer in the four hundreds is noticed by many a proxy in front.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.titles import phase_title
from niangjia.engines.people.registry.choosing import UnionWords
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.web.traceless import traceless
from niangjia.services.concerns.acts.anonymous import (
    LONGEST,
    bring_anonymously,
    rate_with_receipt,
    token_digest,
    use_token,
    with_receipt,
    write_with_receipt,
)
from niangjia.services.concerns.acts.reviewing import next_review, want_review
from niangjia.services.concerns.danger import NUMBERS
from niangjia.services.concerns.forms import AskReviewForm, WordsForm
from niangjia.services.concerns.reading import said_of
from niangjia.services.concerns.said import Answer, Contact, Said

from .tokens import BITS, is_good, is_ours, new_token

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse, QueryDict

    from niangjia.services.concerns.models import Anonymous, Concern

TOLD_WHY = ("guided", "not_ours", "elsewhere")
OFF = {"autocomplete": "off"}


class NamelessForm(WordsForm):
    """What is brought; the unit is asked for by its union, so that it reaches the body above that."""

    unit = UnionWords(EVERYWHERE, label=gettext_lazy("The union of your unit, or of your county"))
    employer_name = forms.CharField(label=gettext_lazy("Which employer?"), max_length=128, required=False)
    name = forms.CharField(
        label=gettext_lazy("Your name, sealed"),
        max_length=64,
        required=False,
        help_text=gettext_lazy(
            "Leave it out to stay without a name. If you write it, only an officer of the union above can open it, "
            "with a reason, and you are told so here."
        ),
    )
    phone = forms.CharField(label=gettext_lazy("Your telephone, sealed"), max_length=32, required=False)
    token = forms.CharField(widget=forms.HiddenInput)
    work = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = (
        "danger", "unit", "kind", "category", "text", "wants", "employer_name", "place", "since", "people", "name",
        "phone",
    )  # fmt: skip

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for name, field in self.fields.items():
            if name not in ("token", "work", "danger", "kind"):
                field.widget.attrs.update(OFF)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("phone") and not given.get("name"):
            self.add_error("name", _("Write whose telephone it is, or leave it out."))
        if not self.errors and not is_good(given["token"], given["work"]):
            raise forms.ValidationError(_("The form was open for too long, or was not checked. Send it again."))
        return given

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(text=given["text"], wants=given["wants"], employer=given["employer_name"], place=given["place"])

    def contact(self) -> Contact | None:
        """The sealed name, if one was left."""
        given = self.cleaned_data
        return Contact(name=given["name"], phone=given["phone"]) if given["name"] else None


@traceless
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """The form; then the receipt, once."""
    form = NamelessForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        token = token_digest(form.cleaned_data["token"])
        try:
            receipt = bring_anonymously(form.cleaned_data["unit"], form.said(), form.facts(), token, form.contact())
        except NotPossible as error:
            form.add_error(None, str(error))
        else:
            return render(request, "concerns/nameless/receipt.html", {"receipt": receipt, "numbers": NUMBERS})
    return render(request, "concerns/nameless/bring.html", {"form": _fresh(form), "bits": BITS, "numbers": NUMBERS})


def _fresh(form: NamelessForm) -> NamelessForm:
    """The form with a token of its own, whatever was sent with it; nothing typed is lost."""
    if not form.is_bound:
        return NamelessForm(initial={"token": new_token(), "people": 1})
    form.data = {**form.data.dict(), "token": new_token(), "work": ""}  # type: ignore[attr-defined]
    return form


class ReceiptForm(forms.Form):
    """Opens the dialogue."""

    receipt = forms.CharField(
        label=gettext_lazy("Your receipt"),
        max_length=40,
        widget=forms.TextInput({**OFF, "autocapitalize": "characters", "inputmode": "text"}),
        help_text=gettext_lazy("Sixteen signs, in groups of four."),
    )


class WriteForm(forms.Form):
    """What the sender adds; sent once."""

    text = forms.CharField(
        label=gettext_lazy("Your message"), max_length=LONGEST, widget=forms.Textarea({"rows": 3, **OFF})
    )


class RateForm(forms.Form):
    """Once, at the end."""

    solved = forms.ChoiceField(
        label=gettext_lazy("Was it solved?"),
        choices=[("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
        widget=forms.RadioSelect,
    )
    satisfied = forms.TypedChoiceField(
        label=gettext_lazy("How content are you?"),
        choices=[(str(stars), str(stars)) for stars in range(5, 0, -1)],
        coerce=int,
        help_text=gettext_lazy("From five, very content, to one."),
    )


@traceless
@require_http_methods(["GET", "HEAD", "POST"])
def dialogue(request: HttpRequest) -> HttpResponse:
    """With the receipt, which travels in the form and stands in no address."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    row = with_receipt(form.cleaned_data["receipt"]) if request.method == "POST" and form.is_valid() else None
    if row is None:
        if form.is_bound and not form.errors:
            form.add_error("receipt", _("There is no concern with this receipt. Compare it sign by sign."))
        return render(request, "concerns/nameless/open.html", {"form": form})
    return _shown(request, row, form.cleaned_data["receipt"])


class Forms(NamedTuple):
    """What can be sent from the dialogue, one at a time."""

    write: WriteForm
    rate: RateForm
    ask: AskReviewForm


def _forms(sent: QueryDict | None = None) -> Forms:
    """Those of which the button was pressed have what was sent."""
    given = {name: sent if sent and name in sent else None for name in ("write", "rate", "review")}
    return Forms(
        WriteForm(given["write"], auto_id="id_write_%s"),
        RateForm(given["rate"], auto_id="id_rate_%s"),
        AskReviewForm(given["review"], auto_id="id_review_%s"),
    )


def _shown(request: HttpRequest, row: Anonymous, receipt: str) -> HttpResponse:
    there = _forms(request.POST)
    form = next((form for form in there if form.is_bound), None)
    if form is not None and form.is_valid() and _done(request, row, form):
        row, there = with_receipt(receipt) or row, _forms()
    matter, concern = row.concern.matter, row.concern
    follows = None if row.erased_on else next_review(concern)
    answered = concern.answer and concern.opinion_on
    context = {
        "row": row,
        "receipt": receipt,
        "token": new_token(),
        "said": said_of(concern),
        "state": phase_title(matter) if matter else _("received, not taken up yet"),
        "answer": Answer.read(concern.answer.reveal()) if answered else None,
        "reason": given_reason(matter, "register") if matter and matter.phase in TOLD_WHY else "",
        "lines": [(line.by_sender, line.said.reveal(), line.day) for line in row.lines.order_by("position")],
        "write": None if row.erased_on else there.write,
        "reviews": _reviews(concern),
        "ask": there.ask if follows and follows.union else None,
        "elsewhere": follows is not None and follows.union is None,
        "rate": there.rate if matter and not matter.is_open and row.rated_on is None else None,
    }
    return render(request, "concerns/nameless/dialogue.html", context)


def _reviews(concern: Concern) -> list[tuple[str, Answer | None]]:
    """How reviews stand, and what they answered."""
    rows = concern.reviews.select_related("matter").order_by("stage")
    return [
        (
            str(phase_title(row.matter)) if row.matter else _("asked for"),
            Answer.read(row.answer.reveal()) if row.answer and row.opinion_on else None,
        )
        for row in rows
    ]


def _done(request: HttpRequest, row: Anonymous, form: forms.Form) -> bool:
    """Do what was sent; False with the reason on the form."""
    token, given = request.POST.get("token", ""), form.cleaned_data
    if not is_ours(token):
        form.add_error(None, _("The form was open for too long. Send it again."))
        return False
    try:
        use_token(token_digest(token))
        if isinstance(form, WriteForm):
            write_with_receipt(row, given["text"])
        elif isinstance(form, AskReviewForm):
            want_review(row, given["text"])
        else:
            rate_with_receipt(row, solved=given["solved"] == "yes", satisfied=given["satisfied"])
    except NotPossible as error:
        form.add_error(None, str(error))
        return False
    return True
