"""The house's routes and an API of a few calls, on which the scope of tokens is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path
from ninja.errors import HttpError

from niangjia.engines.people.models import Employer, Person
from niangjia.foundation.access.actor import Refused
from niangjia.surfaces.api.api import Api
from niangjia.surfaces.api.auth import Bearer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

api = Api(auth=Bearer(), urls_namespace="try-api", docs_url=None)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return api.create_response(request, {}, status=403)


@api.get("/names")
def names(request: HttpRequest) -> list[str]:
    return sorted(Person.objects.values_list("name", flat=True))


@api.get("/nobody", auth=None)
def nobody(request: HttpRequest) -> int:
    return Person.objects.count()


@api.post("/write/{then}")
def write(request: HttpRequest, then: str) -> str:
    Employer.objects.create(name=then)
    if then == "refused":
        raise Refused("no")
    if then == "conflict":
        raise HttpError(409, "no")
    return "done"


routes = api.urls
for pattern in routes[0]:
    pattern.callback.login_required = False  # type: ignore[union-attr]
urlpatterns = [path("try/", routes), path("", include("niangjia.config.urls"))]
