"""The page on which one person gets the same post in many unions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from niangjia.engines.people.loading import load_person, load_union
from niangjia.engines.people.permissions import APPOINT
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.asking import number_asked
from niangjia.engines.people.unions.models import Union
from niangjia.engines.people.unions.post_views import find_holder, roles_to_fill
from niangjia.engines.people.unions.restructuring.flow import Done, Page, already_over, answer, to_union
from niangjia.foundation.access.guards import needs

from .forms import ManyForm
from .many import fill_posts
from .views import METHODS

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request


@needs(APPOINT)
@require_http_methods(METHODS)
def fill_many(request: Request, union_id: int) -> HttpResponse:
    """First who, then which post, in which of the unions right below, and for how long."""
    upper = load_union(request, union_id, APPOINT)
    if upper.state not in STANDING:
        return already_over(request, upper)
    asked = number_asked(request.GET, "person")
    title = _("One person for many unions")
    if asked is None:
        return find_holder(request, upper, title=title, question=_("Who serves them?"))
    person = load_person(request, asked)
    below = upper.children.filter(state__in=STANDING).order_by("place")
    form = ManyForm(roles_to_fill(request.actor, upper), below, request.POST if request.method == "POST" else None)
    page = Page(
        title=title,
        action=_("Fill the posts"),
        subject=upper.name,
        back=to_union(upper),
        form=form,
        run=lambda actor: _fill(actor, upper, person, form),
        notes=[_("Who serves them: %(person)s") % {"person": person.name}],
        elsewhere=reverse("people:fill_posts", args=[upper.pk]),
        template="people/posts/many.html",
    )
    return answer(request, page)


def _fill(actor: Actor, upper: Union, person: Person, form: ManyForm) -> Done:
    unions = list(Union.objects.filter(pk__in=form.cleaned_data["unions"]).select_related("parent").order_by("place"))
    terms = form.terms
    posts = fill_posts(actor, unions, person, terms)
    words = {"person": person.name, "role": terms.role.label, "count": len(posts)}
    sentence = ngettext(
        "%(person)s becomes %(role)s in %(count)s union:",
        "%(person)s becomes %(role)s in %(count)s unions:",
        len(posts),
    )
    lines = [sentence % words, *(union.name for union in unions)]
    said = ngettext("%(person)s holds %(count)s post more.", "%(person)s holds %(count)s posts more.", len(posts))
    return Done(said % words, lines, to_union(upper))
