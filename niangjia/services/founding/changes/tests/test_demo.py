"""The demo has terms that run out, delays, a merger under way, a certificate to be replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.models import Matter
from niangjia.engines.people.demo.accounts import Opened
from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.tests.with_past import begun
from niangjia.services.founding.changes import demo as changes
from niangjia.services.founding.terms import demo as terms
from niangjia.services.founding.terms.reading import What, findings

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def test_the_demo_has_one_of_each(cast: Cast) -> None:
    county = cast.union("county")
    Union.objects.filter(pk__in=(cast.union("city").pk, county.pk)).update(place_end=60)
    for at in range(14):
        Union.objects.create(
            parent=county, place=20 + at, place_end=21 + at, depth=2, level="5", kind="independent",
            code=f"1102{at:02}", name=f"工会{at}", certificate="证" if at == 3 else "",
        )  # fmt: skip
    begun(cast)
    opened = [Opened("clerk", cast["clerk"].username, "", "110101")]
    terms.fill(opened)
    changes.fill(opened)
    assert sorted(Matter.objects.values_list("procedure", "phase")) == [
        ("founding.delay", "deciding"),
        ("founding.delay", "preparing"),
        ("founding.legal", "deciding"),
        ("founding.merge", "settling"),
    ]
    county.refresh_from_db()
    found = [row.what for row in findings(county.subtree) if row.left is not None]
    assert (found.count(What.TERM), found.count(What.CERTIFICATE)) == (4, 1)
