"""The floors of the house as a list of apps: foundation, engines in their order, services as found, surfaces."""

from __future__ import annotations

from niangjia.foundation.faces.discovery import service_packages

FOUNDATION = ("identity", "access", "limits", "numbers", "drafts", "attachments", "jobs", "faces", "web", "database")
ENGINES = ("journal", "rules", "people", "notices", "papers", "matters")
SURFACES = ("portal", "desk", "api")


def apps() -> list[str]:
    """Every app of the house, from below."""
    return [
        *(f"niangjia.foundation.{name}" for name in FOUNDATION),
        *(f"niangjia.engines.{name}" for name in ENGINES),
        *service_packages(),
        *(f"niangjia.surfaces.{name}" for name in SURFACES),
        "niangjia.cli",
    ]
