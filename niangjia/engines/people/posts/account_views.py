"""The page on which somebody gets an account; its first password is shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from niangjia.engines.people.loading import load_person
from niangjia.engines.people.permissions import APPOINT
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.models import Account
from niangjia.foundation.chinese import romanised

from .accounts import give_account
from .forms import AccountForm
from .models import Post, Role

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.request import Request

TRIES = 100


@never_cache
@sensitive_variables("password")
@needs(APPOINT)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request, person_id: int) -> HttpResponse:
    """Asks for the name to sign in with; then shows it and the password."""
    person = load_person(request, person_id, APPOINT)
    form = AccountForm(request.POST if request.method == "POST" else None, initial={"username": suggested(person)})
    password = _give(request, person, form) if form.is_bound and form.is_valid() else ""
    posts = Post.objects.filter(person=person).select_related("union").order_by("-started", "-pk")
    context = {
        "person": person,
        "form": form,
        "password": password,
        "posts": [(Role(post.role).label, post.union.name) for post in posts if not post.was_revoked][:10],
    }
    failed = form.is_bound and not password
    return render(request, "people/posts/account.html", context, status=422 if failed else 200)


def _give(request: Request, person: Person, form: AccountForm) -> str:
    try:
        return give_account(request.actor, person, form.cleaned_data["username"])
    except ValidationError as error:
        form.add_error("username", error.messages)
    except NotPossible as error:
        form.add_error(None, str(error))
    return ""


def suggested(person: Person) -> str:
    """A name to sign in with that nobody has: the person's in pinyin, with a number if need be."""
    start = "".join(
        sign for sign in romanised(person.name).lower().replace("ü", "v") if sign.isascii() and sign.isalnum()
    )
    names = [start, *(f"{start}{number}" for number in range(2, TRIES))]
    taken = set(Account.objects.filter(username__istartswith=start).values_list("username", flat=True))
    free = (name for name in names if name not in {each.lower() for each in taken})
    return next(free, "") if start else ""
