"""A concern on its way through several services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.models import Matter
from niangjia.engines.papers.verbs import papers_about
from niangjia.services.concerns.tests.samples import brought, done
from niangjia.services.mediation.models import Dispute
from niangjia.services.mediation.reading import said_of

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_what_was_handed_over_is_accepted_and_agreed_on(cast: Cast) -> None:
    """With the name of the record, the kind that mediation has, and the employer that was lacking."""
    matter = brought(cast, employer_name="")
    clerk = cast.client("clerk")
    url = f"/concerns/desk/matters/{matter.pk}/passing-on/"
    assert clerk.post(url, {"to": "mediation.dispute", "agreed": "on"}).status_code == 302
    made = Matter.objects.get(procedure="mediation.dispute")
    lacking = done(clerk, made, outcome="accept", agrees="on")
    assert (lacking.status_code, "_employer_error" in lacking.content.decode()) == (422, True)
    assert done(clerk, made, outcome="accept", agrees="on", employer="顺达劳务公司").status_code == 302
    assert done(clerk, made, outcome="agree", terms="月底前付清", payments="").status_code == 302
    kinds = [paper.kind for paper in papers_about(made).order_by("pk")]
    assert kinds == ["mediation.application", "mediation.accepted", "mediation.agreement"]
    row = Dispute.objects.get(matter=made)
    assert (row.category, said_of(row).name, said_of(row).employer) == ("wages", "王小梅", "顺达劳务公司")
