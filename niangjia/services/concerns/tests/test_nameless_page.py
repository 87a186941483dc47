"""What came without a name, on its matter's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.models import Matter
from niangjia.engines.people.posts.models import Role
from niangjia.services.concerns.models import Anonymous

from .samples import SAID, appoint, handed_in

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_who_works_for_the_employer_reads_no_word_on_the_matters_page(cast: Cast) -> None:
    """A vice chair of the county who is paid by the mine: by the inbox, nor by the matter."""
    appoint(cast, "worker", "county", Role.VICE_CHAIR)
    appoint(cast, "upper_officer", "county")
    handed_in(cast)
    desk = f"/concerns/desk/anonymous/{Anonymous.objects.get().pk}/"
    assert cast.client("upper_officer").post(desk, {"take": "1"}).status_code == 302
    matter = Matter.objects.get(procedure="concerns.anonymous")
    url = f"/desk/matters/{matter.pk}/"
    assert SAID["text"] in cast.client("upper_officer").get(url).content.decode()
    assert SAID["text"] not in cast.client("worker").get(url).content.decode()
    linked = cast.client("worker").post(
        f"/concerns/desk/matters/{matter.pk}/numbers/", {"system": "12345", "number": "1"}
    )
    assert linked.status_code == 404
