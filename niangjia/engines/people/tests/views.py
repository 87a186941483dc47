"""Views that no page has, to try the scope of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection, transaction
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse

from niangjia.engines.people.loading import load_person, load_union, own_record
from niangjia.engines.people.models import Employer, Person, Union
from niangjia.engines.people.permissions import SEE, SEE_UNIONS
from niangjia.engines.people.scope import streamed
from niangjia.engines.people.totals.reading import totals_of
from niangjia.foundation.access.guards import open_to_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest

    from niangjia.foundation.access.request import Request


def _names() -> list[str]:
    return sorted(Person.objects.values_list("name", flat=True))


def names(request: HttpRequest) -> HttpResponse:
    return JsonResponse(_names(), safe=False)


def bulk(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        return JsonResponse(cursor.fetchone()[0], safe=False)


def lazy(request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string("{% for person in persons %}{{ person.name }} {% endfor %}")
    return TemplateResponse(request, template, {"persons": Person.objects.order_by("pk")})


@open_to_all
def visitor(request: HttpRequest) -> HttpResponse:
    return names(request)


@open_to_all
@transaction.non_atomic_requests
def outside(request: HttpRequest) -> HttpResponse:
    return names(request)


def nothing(request: HttpRequest) -> HttpResponse:
    return cast("HttpResponse", None)


def stream(request: Request) -> StreamingHttpResponse:
    return StreamingHttpResponse(streamed(request.actor, lambda: (f"{name}\n" for name in _names())))


def stream_late(request: HttpRequest) -> StreamingHttpResponse:
    def lines() -> Iterator[str]:
        yield from _names()

    return StreamingHttpResponse(lines())


def person(request: Request, person_id: int, code: str) -> HttpResponse:
    return HttpResponse(load_person(request, person_id, code).name)


def union(request: Request, union_id: int, code: str) -> HttpResponse:
    return HttpResponse(load_union(request, union_id, code).name)


def own(request: Request) -> HttpResponse:
    return HttpResponse(own_record(request).name)


def _break() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


def write(request: HttpRequest, then: str) -> HttpResponse:
    """Writes a row; what comes then decides whether it stays."""
    Employer.objects.create(name=then)
    match then:
        case "404":
            raise Http404
        case "403":
            raise PermissionDenied
        case "400":
            raise SuspiciousOperation
        case "500":
            raise ZeroDivisionError
        case "broken":
            _break()
    return HttpResponse(status=422 if then == "422" else 200)


meantime: list[Callable[[], object]] = []  # what others do while the view below runs
committed: list[str] = []  # what was handed over on commit


def meanwhile(request: Request, then: str) -> HttpResponse:
    """Works out the actor, lets others do something, and goes on in the way named."""
    _ = request.actor.grants
    for act in meantime:
        act()
    views: dict[str, Callable[[], HttpResponse]] = {
        "names": lambda: names(request),
        "bulk": lambda: bulk(request),
        "unions": lambda: JsonResponse(_codes(request), safe=False),
        "totals": lambda: JsonResponse(totals_of(request.actor.reach(SEE_UNIONS))),
        "person": lambda: HttpResponse(load_person(request, int(request.POST["id"]), SEE).name),
        "union": lambda: HttpResponse(load_union(request, int(request.POST["id"])).name),
        "file": lambda: HttpResponse(_file(request)),
        "write": lambda: _leave_traces(request),
    }
    return views[then]()


def _codes(request: Request) -> list[str]:
    return list(Union.objects.within(request.actor.reach(SEE_UNIONS)).order_by("code").values_list("code", flat=True))


def _file(request: Request) -> bytes:
    (file,) = request.FILES.getlist("file")
    return bytes(file.read())


def _leave_traces(request: Request) -> HttpResponse:
    Employer.objects.create(name="meanwhile")
    request.session["times"] = request.session.get("times", 0) + 1
    messages.info(request, "done")
    transaction.on_commit(lambda: committed.append("sent"))
    return HttpResponse(status=204)
