"""After a telephone was proven: who is it? And then: is that you, is it right?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.engines.people.consents.actions import give_consent
from niangjia.engines.people.consents.purposes import MESSAGES
from niangjia.engines.people.consents.reading import has_consented
from niangjia.engines.people.loading import own_record
from niangjia.engines.people.memberships.models import COUNTED, Membership
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.address import client_address
from niangjia.foundation.access.devices.models import Device
from niangjia.foundation.access.entering import enter
from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.access.phones.limiting import TooMany
from niangjia.foundation.access.phones.proof import proof_of, use_up
from niangjia.foundation.identity import mask_name

from .actions import claim_record, disown_record, report_wrong
from .finding import has_document, known_by_phone, shown_of, vouched_for, with_document, with_last_six
from .forms import DocumentForm, SixForm
from .guarding import guarded
from .hooks import after_wrong

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from niangjia.foundation.access.models import Account
    from niangjia.foundation.access.phones.proof import Proof
    from niangjia.foundation.access.request import Request

METHODS = ["GET", "HEAD", "POST"]
CLAIMED, NOT_ME = "claimed", "claim_not_me"


@open_to_all
@never_cache
@sensitive_post_parameters()
@require_http_methods(METHODS)
def who(request: HttpRequest) -> HttpResponse:
    """Asks for the last six where the register knows the telephone; leads on where it does not."""
    proof = proof_of(request)
    if proof is None:
        return _again(request)
    vouched = vouched_for(proof.number)
    if vouched and request.session.get(NOT_ME) != vouched:
        return _vouched(request, proof, vouched)
    known = known_by_phone(proof.number)
    if not known:
        return redirect("claiming:by_document")
    form = SixForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = _by_six(request, proof, form, known)
        if answer:
            return answer
    return render(request, "people/claiming/who.html", {"form": form}, status=422 if form.is_bound else 200)


def _vouched(request: HttpRequest, proof: Proof, person_id: int) -> HttpResponse:
    """Whoever vouched may have mistyped the number: first the person says that it is their record."""
    if "not_me" in request.POST:
        request.session[NOT_ME] = person_id
        return redirect("claiming:who")
    with_document = has_document(person_id)
    form = SixForm(request.POST if request.method == "POST" else None) if with_document else None
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            if form is None or _six_of(request, proof, form, person_id):
                return _claimed(request, proof, person_id, "vouch")
            error = _("The last six of your ID are wrong. Look again, or ask whoever vouched for you.")
        except (TooMany, NotPossible) as problem:
            error = str(problem)
    if form and error:
        form.add_error("six", error)
    name, union = shown_of(person_id)
    context = {"form": form, "name": mask_name(name), "union": union, "error": "" if form else error}
    status = 422 if error or (form and form.errors) else 200
    return render(request, "people/claiming/vouched.html", context, status=status)


def _six_of(request: HttpRequest, proof: Proof, form: SixForm, person_id: int) -> list[int]:
    six, known = form.cleaned_data["six"], [person_id]
    return guarded(proof.number, client_address(request), known, lambda: with_last_six(known, six))


def _again(request: HttpRequest) -> HttpResponse:
    """A code proves the telephone anew: whoever is signed in without a record signs in once more for that."""
    if not request.user.is_authenticated:
        return redirect("access:sign_in")
    if cast("Request", request).actor.person_id:
        return redirect("claiming:found")
    return render(request, "people/claiming/again.html")


def _by_six(request: HttpRequest, proof: Proof, form: SixForm, known: list[int]) -> HttpResponse | None:
    six = form.cleaned_data["six"]
    try:
        found = guarded(proof.number, client_address(request), known, lambda: with_last_six(known, six))
        if len(found) == 1:
            return _claimed(request, proof, found[0], "phone")
        sentence = _(
            "Nobody with this telephone has a document that ends so. Look again, or choose another way below."
        )
        form.add_error("six", sentence)
    except (TooMany, NotPossible) as error:
        form.add_error("six", str(error))
    return None


@open_to_all
@never_cache
@sensitive_post_parameters()
@require_http_methods(METHODS)
def by_document(request: HttpRequest) -> HttpResponse:
    """Asks for name and whole number; says nothing of what in them was wrong."""
    proof = proof_of(request)
    if proof is None:
        return redirect("access:sign_in")
    form = DocumentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = _by_document(request, proof, form)
        if answer:
            return answer
    return render(request, "people/claiming/by_document.html", {"form": form}, status=422 if form.is_bound else 200)


def _by_document(request: HttpRequest, proof: Proof, form: DocumentForm) -> HttpResponse | None:
    name, number = form.cleaned_data["name"], form.cleaned_data["number"]
    try:
        person = with_document(name, number)
        known = [person] if person else []
        if guarded(proof.number, client_address(request), known, lambda: known):
            return _claimed(request, proof, known[0], "document")
        form.add_error(None, _("No record has this name and this number together. Your union's clerk can help."))
    except (TooMany, NotPossible) as error:
        form.add_error(None, str(error))
    return None


def _claimed(request: HttpRequest, proof: Proof, person_id: int, how: str) -> HttpResponse:
    account, new = claim_record(proof.number, person_id, how)
    use_up(request)
    answer = enter(request, account, way=Device.Way.PHONE, shared=proof.shared, then=proof.then)
    if new:
        request.session[CLAIMED] = person_id
    inside = request.user.is_authenticated  # else the second factor comes first
    return redirect("claiming:found") if inside and (new or how == "vouch") else answer


@never_cache
@require_http_methods(METHODS)
def found(request: Request) -> HttpResponse:
    """Says what was found, asks whether it is right, and for the consent to text messages, which may be left out."""
    person = own_record(request)
    if request.method == "POST":
        if request.POST.get("agree") == MESSAGES.key:
            give_consent(request.actor, person, MESSAGES.key)
        return redirect("access:arrive")
    membership = Membership.objects.filter(person=person, state__in=COUNTED).select_related("union").first()
    context = {
        "name": mask_name(person.name),
        "union": membership.union if membership else person.home,
        "member": membership is not None,
        "joined": membership.joined if membership else None,
        "new": request.session.get(CLAIMED) == person.pk,
        "asked": None if has_consented(person.pk, MESSAGES.key) else MESSAGES,
    }
    return render(request, "people/claiming/found.html", context)


@never_cache
@require_POST
def not_me(request: Request) -> HttpResponse:
    """Undoes the link that was just made."""
    person = own_record(request)
    if request.session.pop(CLAIMED, None) != person.pk:
        messages.warning(
            request, _("That can be said right after the record was found only. Ask your union's clerk.")
        )
        return redirect("claiming:found")
    try:
        disown_record(request.actor, cast("Account", request.user), person)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("claiming:found")
    messages.success(request, _("The link is undone, and the clerk knows. You can use what is there for everybody."))
    return redirect("access:arrive")


@never_cache
@require_POST
def wrong(request: Request) -> HttpResponse:
    """Lets the clerk know that something is wrong; what it is may be said next."""
    report_wrong(request.actor, own_record(request))
    messages.success(request, _("The clerk of your union has a note now. If you like, say here what is wrong."))
    return redirect(after_wrong())
