"""A member leaves or asks to keep the membership; the desk proposes what rests or ends one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.engines.matters.loading import load_matter
from niangjia.engines.people.loading import own_record
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.guards import needs
from niangjia.foundation.attachments import BadFile
from niangjia.services.joining.acts.applying import UnderWay
from niangjia.services.joining.acts.changing import (
    LONGEST,
    LONGEST_WORDS,
    OWN,
    Grounds,
    Rest,
    What,
    Wish,
    propose_change,
    record_talk,
)
from niangjia.services.joining.acts.dropping import LONGEST as DROP
from niangjia.services.joining.acts.dropping import drop_matter
from niangjia.services.joining.forms import OwnMemberForm
from niangjia.services.joining.permissions import DECIDE
from niangjia.services.joining.reading import living_membership, require_here

from .desk import load_here, refused, shown, to_desk
from .members import member_of

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request


RESTS = [("", gettext_lazy("does not apply")), *((one.value, one.label) for one in Rest)]


class ReasonForm(forms.Form):
    """What, and why."""

    what = forms.ChoiceField(
        label=gettext_lazy("What?"), choices=[(one.value, one.label) for one in OWN], widget=forms.RadioSelect
    )
    rest = forms.ChoiceField(label=gettext_lazy("Kept because"), choices=RESTS, required=False)
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=LONGEST)


class ChangeForm(OwnMemberForm):
    """The same at the desk: about whom, and the talk that a deemed withdrawal needs."""

    what = forms.ChoiceField(
        label=gettext_lazy("What?"), choices=[(one.value, one.label) for one in What], widget=forms.RadioSelect
    )
    rest = forms.ChoiceField(label=gettext_lazy("Kept because"), choices=RESTS, required=False)
    since = forms.DateField(
        label=gettext_lazy("Neither dues nor activity since"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("For who is deemed to have left; the talks are recorded below beforehand."),
    )
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=LONGEST)
    asked = forms.DateField(
        label=gettext_lazy("Day of the member's signed request"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("Leaving and living again are the member's own wish; the member is told at once."),
    )
    scan = forms.FileField(label=gettext_lazy("Scan of the signed request"), required=False)
    judgment = forms.CharField(
        label=gettext_lazy("Judgment (court and number)"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("For an expulsion: it takes a sentence for a serious crime."),
    )
    judged = forms.DateField(
        label=gettext_lazy("Day of the judgment"), required=False, widget=forms.DateInput({"type": "date"})
    )
    opinion = forms.DateField(
        label=gettext_lazy("Day on which the group gave its opinion"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )

    def wish(self) -> Wish | None:
        day, file = self.cleaned_data["asked"], self.cleaned_data["scan"]
        return Wish(day, file.read(), file.name) if day and file else None

    def grounds(self) -> Grounds:
        given = self.cleaned_data
        days = {name: given[name].isoformat() for name in ("since", "judged", "opinion") if given[name]}
        return Grounds(given["reason"], given["rest"], judgment=given["judgment"], **days)


class DropForm(forms.Form):
    """Why something ends that nobody has decided."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=DROP, help_text=gettext_lazy("The person concerned reads this.")
    )


class TalkForm(OwnMemberForm):
    """A talk that came before."""

    day = forms.DateField(label=gettext_lazy("Talked to on"), widget=forms.DateInput({"type": "date"}))
    words = forms.CharField(
        label=gettext_lazy("What was said"), max_length=LONGEST_WORDS, widget=forms.Textarea({"rows": 3})
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request) -> HttpResponse:
    """A member's own wish to leave, or to keep the membership."""
    person = own_record(request)
    membership = living_membership(person)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if membership and form.is_valid():
        try:
            given = form.cleaned_data
            found = propose_change(request.actor, person.pk, given["what"], Grounds(given["reason"], given["rest"]))
        except NotPossible as error:
            if isinstance(error, UnderWay) and error.matter:
                return redirect("my:matter", error.matter)
            field = getattr(error, "field", "")
            form.add_error(field if field in form.fields else None, str(error))
        else:
            messages.success(request, _("Your union has it. Here you see how it goes on."))
            return redirect("my:matter", found.pk)
    context: dict[str, Any] = {"form": form, "membership": membership}
    return render(request, "joining/change.html", context, status=422 if form.errors else 200)


@needs(DECIDE)
@require_POST
def propose(request: Request, union_id: int) -> HttpResponse:
    """The desk proposes it of a member of the union."""
    union = load_here(request, union_id)
    form = ChangeForm(request.POST, request.FILES, auto_id="id_change_%s")
    if not form.is_valid():
        return shown(request, union, status=422, changing=form)
    try:
        person = member_of(form, union)
        propose_change(request.actor, person, form.cleaned_data["what"], form.grounds(), form.wish())
    except BadFile as error:
        form.add_error("scan", str(error))
        return shown(request, union, status=422, changing=form)
    except NotPossible as error:
        return refused(request, union, "changing", form, error)
    messages.success(request, _("It stands on the list of what waits."))
    return to_desk(union)


@needs(DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: Request, matter_id: int) -> HttpResponse:
    """Asks why, then ends what the union itself has proposed, or what an applicant leaves lying."""
    matter, _living = load_matter(request, matter_id)
    require_here(request.actor, matter.union)
    form = DropForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            drop_matter(request.actor, matter, form.cleaned_data["reason"])
        except NotPossible as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Ended. Nothing else changes."))
        return redirect("matters:matter", matter.pk)
    return render(request, "joining/drop.html", {"matter": matter, "form": form}, status=422 if form.errors else 200)


@needs(DECIDE)
@require_POST
def talk(request: Request, union_id: int) -> HttpResponse:
    """The desk records a talk with a member of the union."""
    union = load_here(request, union_id)
    form = TalkForm(request.POST, auto_id="id_talk_%s")
    if not form.is_valid():
        return shown(request, union, status=422, talking=form)
    try:
        person = member_of(form, union)
        record_talk(request.actor, person, form.cleaned_data["day"], form.cleaned_data["words"])
    except NotPossible as error:
        return refused(request, union, "talking", form, error)
    messages.success(request, _("The talk is recorded."))
    return to_desk(union)
