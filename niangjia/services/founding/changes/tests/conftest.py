from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.tests.with_past import begun
from niangjia.services.founding.terms.tests.samples import ahead, entered

if TYPE_CHECKING:
    from tests.harness.people import Cast


@pytest.fixture
def county(cast: Cast) -> Cast:
    """Unions with a past; the school's clerk is the county's officer, the city's officer its chair."""
    begun(cast)
    for who in ("other_clerk", "upper_officer"):
        _ = cast[who]
    post = {"union": cast.union("county"), "started": ahead(-9)}
    Post.objects.create(person=cast.person("other_clerk"), role=Role.OFFICER, **post)
    Post.objects.create(person=cast.person("upper_officer"), role=Role.CHAIR, **post)
    entered(cast, certificate="工法证字第110号", certificate_expires=ahead(400), election_due=ahead(500), term=4)
    return cast
