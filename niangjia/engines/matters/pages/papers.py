"""The papers of a matter on its pages: to work with at the desk, to be fetched in the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from niangjia.engines.papers.life.showing import about_leads_to, state_of
from niangjia.engines.papers.permissions import SEE
from niangjia.engines.papers.verbs import papers_about

from .panels import Panel, Place, add_panel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.core.models import Matter, Task
    from niangjia.foundation.access.request import Request


def at_desk(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """Each paper with its state, for whoever may see the union's papers."""
    found = papers_about(matter).defer("data", "content", "seal_proof").exclude(state="discarded")
    rows = [(paper, state_of(paper)) for paper in found if request.actor.may(SEE, at=paper.union.place)]
    return {"rows": rows} if rows else None


def of_applicant(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """The papers that were issued to the applicant."""
    found = papers_about(matter).defer("data", "content", "seal_proof").filter(person=matter.person_id)
    rows = [paper for paper in found if paper.issued and matter.person_id]
    return {"rows": rows} if rows else None


about_leads_to("matters.matter", lambda key: reverse("matters:matter", args=[key]))
add_panel(Panel("papers", 10, "matters/papers.html", at_desk))
add_panel(Panel("papers.own", 10, "matters/my_papers.html", of_applicant, Place.PORTAL))
