"""The first screen: find my union, by whatever people know of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from niangjia.foundation.access.address import client_address
from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.limits import Limit
from niangjia.services.joining import FACE
from niangjia.services.joining.finding import find, for_all
from niangjia.services.joining.forms import KINDS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SEARCHES = Limit("joining.find", 60, timedelta(minutes=10))  # by address: a whole mine may share one


class FindForm(forms.Form):
    """By what it is looked for."""

    q = forms.CharField(
        label=gettext_lazy("Employer, union, street, trade or platform"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("A part of the name, its first letters, or the union's code."),
        widget=forms.TextInput({"autocomplete": "off", "enterkeyhint": "search"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("I work as"),
        choices=[("", gettext_lazy("anything")), *KINDS],
        required=False,
    )


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def find_union(request: HttpRequest) -> HttpResponse:
    """Looks for unions; what was typed stands in no address. Who finds none is led to those that take everybody."""
    posted = request.method == "POST"
    form, found, everybody = FindForm(request.POST if posted else None), None, []
    if posted and form.is_valid():
        text, kind = form.cleaned_data["q"], form.cleaned_data["kind"]
        if not SEARCHES.count(client_address(request)):
            form.add_error("q", _("That was often. Try again in a few minutes, or call 12351."))
        else:
            found = find(text, kind)
            everybody = [one for one in for_all(text) if one.union not in {other.union for other in found}]
    context = {"face": FACE, "form": form, "found": found, "everybody": everybody}
    return render(request, "joining/find.html", context, status=422 if form.errors else 200)
