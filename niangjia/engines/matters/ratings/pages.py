"""The questions on the applicant's own page of a closed matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from niangjia.engines.matters.loading import load_own
from niangjia.engines.matters.pages.answering import attempt
from niangjia.engines.matters.titles import procedure_title

from .kinds import RatingKind, rating_kind
from .models import Rating
from .rating import LONGEST, Given, can_rate, rate_matter

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.matters.core.models import Matter, Task
    from niangjia.foundation.access.request import Request

FIGURES = [
    (5, pgettext_lazy("rating", "very content")),
    (4, pgettext_lazy("rating", "content")),
    (3, pgettext_lazy("rating", "so so")),
    (2, pgettext_lazy("rating", "not content")),
    (1, pgettext_lazy("rating", "not content at all")),
]
YES_NO = [("yes", gettext_lazy("yes")), ("no", pgettext_lazy("solved", "no"))]


class RatingForm(forms.Form):
    """Solved, content, and what the procedure asks beside."""

    def __init__(self, kind: RatingKind, data: Any = None) -> None:
        super().__init__(data)
        if kind.solvable:
            label = _("Was it solved?")
            self.fields["solved"] = forms.ChoiceField(label=label, choices=YES_NO, widget=forms.RadioSelect)
        self._ask("satisfied", _("How content are you?"), required=True)
        for question in kind.questions:
            self._ask(question.key, question.words, required=False)
        self.fields["comment"] = forms.CharField(
            label=_("Anything else?"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.questions = [question.key for question in kind.questions]

    def _ask(self, name: str, words: Any, *, required: bool) -> None:
        field = forms.TypedChoiceField(
            label=words, choices=FIGURES, coerce=int, empty_value=None, required=required, widget=forms.RadioSelect
        )
        self.fields[name] = field

    def given(self) -> Given:
        fields = self.cleaned_data
        answers = {key: fields[key] for key in self.questions if fields.get(key)}
        solved = fields["solved"] == "yes" if "solved" in fields else None
        return Given(fields["satisfied"], solved, answers, fields["comment"])


def rating_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """A line that leads to the questions, or thanks."""
    if matter.is_open:
        return None
    rated = Rating.objects.filter(matter=matter).exists()
    return {"rated": rated} if rated or can_rate(request.actor, matter) else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: Request, matter_id: int) -> HttpResponse:
    """The questions, once."""
    matter, _living = load_own(request, matter_id)
    form = RatingForm(rating_kind(matter.procedure), request.POST if request.method == "POST" else None)

    def act(fields: dict[str, Any]) -> str:
        rate_matter(request.actor, matter, form.given())
        return _("Thank you. It helps the union to do better.")

    if form.is_bound and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("my:matter", matter.pk)
    if not form.is_bound and not can_rate(request.actor, matter):
        return redirect("my:matter", matter.pk)
    context = {"matter": matter, "procedure": procedure_title(matter.procedure), "form": form}
    return render(request, "matters/ratings/rate.html", context, status=422 if form.is_bound else 200)
