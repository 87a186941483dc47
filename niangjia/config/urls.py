"""Every route of the house. Services bring their own under their key."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLResolver, include, path

from niangjia.config.floors import ENGINES
from niangjia.foundation.faces import faces
from niangjia.foundation.web.health import healthz
from niangjia.surfaces.api.api import routes as api_routes


def _engines() -> list[URLResolver]:
    """An engine's pages are the desk's: staff work with them."""
    modules = {name: f"niangjia.engines.{name}.urls" for name in ENGINES}
    return [path(f"desk/{name}/", include(urls)) for name, urls in modules.items() if find_spec(urls)]


def _of_members() -> list[URLResolver]:
    """What an engine shows to members stands beside the portal's own pages."""
    modules = [f"niangjia.engines.{name}.portal_urls" for name in ENGINES]
    return [path("", include(urls)) for urls in modules if find_spec(urls)]


def _services() -> list[URLResolver]:
    modules = {face.key: f"niangjia.services.{face.key}.urls" for face in faces()}
    return [path(f"{key}/", include(urls)) for key, urls in modules.items() if find_spec(urls)]


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/v1/", api_routes),
    path("", include("niangjia.foundation.access.urls")),
    path("outside/", include([path("", include(urls)) for urls in settings.OUTSIDE_URLS])),
    path("", include("niangjia.foundation.web.urls")),
    path("drafts/", include("niangjia.foundation.drafts.urls")),
    path("files/", include("niangjia.foundation.attachments.urls")),
    path("jobs/", include("niangjia.foundation.jobs.urls")),
    path("desk/", include("niangjia.surfaces.desk.urls")),
    *_engines(),
    *_services(),
    *_of_members(),
    path("", include("niangjia.surfaces.portal.urls")),
]
handler400 = "niangjia.foundation.web.errors.bad_request"
handler403 = "niangjia.foundation.web.errors.forbidden"
handler404 = "niangjia.foundation.web.errors.not_found"
handler500 = "niangjia.foundation.web.errors.server_error"
