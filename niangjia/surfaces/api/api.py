"""The API itself: the routers of the engines and of every service's face under one roof."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError

from niangjia import __version__
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.numbering import to_do_again
from niangjia.foundation.access.scope import verify
from niangjia.foundation.faces import faces

from .auth import Bearer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from niangjia.foundation.access.actor import Actor

ENGINES = "niangjia.engines."


class Api(NinjaAPI):
    """ninja's, but what failed is undone here as it is on pages: ninja answers exceptions inside the view."""

    def on_exception(self, request: HttpRequest, exc: Exception | type[Exception]) -> HttpResponse:
        # What failed because the tree changed meanwhile is done again, see people/middleware.py.
        if isinstance(exc, Exception) and to_do_again(exc):
            raise exc
        verify()
        response = super().on_exception(request, exc)
        if isinstance(exc, AuthenticationError):  # nothing was done yet, and the wrong token stays counted
            return response
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        return response


# No page of documentation: its scripts would come from another server. The description itself is at openapi.json.
api = Api(title="Niangjia", version=__version__, auth=Bearer(), docs_url=None, urls_namespace="api")


class Caller(Schema):
    """Who a token acts as."""

    name: str
    permissions: list[str]


def engines() -> list[str]:
    """The engines of this house that have an API of their own, in their order."""
    names = [
        config.name.removeprefix(ENGINES) for config in apps.get_app_configs() if config.name.startswith(ENGINES)
    ]
    return [name for name in names if find_spec(f"{ENGINES}{name}.api")]


@api.get("/me", response=Caller, summary="Who the token acts as")
def me(request: HttpRequest) -> Caller:
    """The account behind the token and what it may do."""
    actor: Actor = request.auth  # type: ignore[attr-defined]  # ninja sets it
    return Caller(name=actor.name, permissions=sorted(actor.permissions))


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """An action refused the actor: 403 with the sentence."""
    return api.create_response(request, {"detail": str(error)}, status=403)


@api.exception_handler(NotPossible)
def not_possible(request: HttpRequest, error: NotPossible) -> HttpResponse:
    """An action does not fit the state of things: 409 with the sentence."""
    return api.create_response(request, {"detail": str(error)}, status=409)


for name in engines():
    api.add_router(f"/{name}/", importlib.import_module(f"niangjia.engines.{name}.api").router, tags=[name])
for face in faces():
    if face.api:
        api.add_router(f"/{face.key}/", importlib.import_module(face.api).router, tags=[face.key])

# The API asks for its tokens itself; the pages' rule "signed in unless said otherwise" would answer with a form.
routes = api.urls
for pattern in routes[0]:
    pattern.callback.login_required = False  # type: ignore[union-attr]
