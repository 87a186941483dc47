"""The list of what runs out and what is missing, and one union's own page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from niangjia.engines.people.models import Post, Total, Union
from niangjia.engines.people.posts.models import Role
from niangjia.services.founding.models import PartyBranch
from niangjia.services.founding.terms.reading import What, findings

from .samples import ahead, entered

if TYPE_CHECKING:
    from django.test.utils import CaptureQueriesContext
    from pytest_django import DjangoAssertNumQueries

    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
URL = "/founding/desk/terms/"


def _whats(cast: Cast, key: str) -> set[str]:
    return {row.what for row in findings(cast.union("city").subtree) if row.union.pk == cast.union(key).pk}


def _members(cast: Cast, key: str, members: int, women: int = 0) -> None:
    union = cast.union(key)
    Total.objects.filter(union__place__gte=union.place, union__place__lt=union.place_end).delete()
    Total.objects.create(union=union, facet="members", value="", count=members)
    if women:
        Total.objects.create(union=union, facet="sex", value="2", count=women)


def test_what_a_union_needs_follows_from_its_members(cast: Cast) -> None:
    entered(cast)
    _members(cast, "mine", 300, women=40)
    _members(cast, "school", 10)
    assert _whats(cast, "mine") == {What.NO_TERM, What.NO_WOMEN, What.NO_COMMITTEE}
    assert _whats(cast, "school") == {What.NO_TERM, What.NO_ORGANISER}
    for role, whose in ((Role.WOMEN_CHAIR, "member"), (Role.COMMITTEE, "member")):
        Post.objects.create(union=cast.union("mine"), person=cast.person(whose), role=role, started=ahead(-10))
    Post.objects.create(
        union=cast.union("school"), person=cast.person("member"), role=Role.ORGANISER, started=ahead(0)
    )
    assert _whats(cast, "mine") == {What.NO_TERM}
    assert _whats(cast, "school") == {What.NO_TERM}
    Post.objects.filter(pk__in=(cast.post("chair").pk, cast.post("auditor").pk)).update(ends=ahead(-1))
    assert _whats(cast, "mine") == {What.NO_TERM, What.NO_CHAIR, What.NO_AUDITOR}
    assert not _whats(cast, "shaft"), "a branch has no term of its own"


def test_terms_and_certificates_by_their_day(cast: Cast) -> None:
    entered(cast, election_due=ahead(-3), certificate_expires=ahead(20))
    entered(cast, "school", term_started=ahead(-5 * 365 + 60))  # nothing entered but when it began
    assert {What.TERM, What.CERTIFICATE} <= _whats(cast, "mine")
    assert What.TERM in _whats(cast, "school")
    officer = cast.client("upper_officer")
    page = officer.get(URL).content.decode()
    assert page.index("石河煤矿") < page.index("石河一中"), "the most urgent first"
    late = officer.get(URL, {"within": "overdue", "what": "term"}).content.decode()
    assert "石河煤矿" in late and "石河一中工会委员会</a>" not in late
    assert officer.get(URL, {"sort": "-name", "level": "5"}).status_code == 200
    assert officer.get(URL, {"at": str(cast.union("school").pk)}).status_code == 200
    assert cast.client("clerk").get(URL, {"at": str(cast.union("school").pk)}).status_code == 404
    assert "石河一中" not in cast.client("clerk").get(URL).content.decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(officer.post(f"{URL}workbook/?what=term").content))
    lines = book.get_sheet_by_index(0).to_python()
    assert [line[0] for line in lines] == ["工会", "石河煤矿工会委员会", "石河一中工会委员会"]
    assert len(book.sheet_names) == 2


def test_the_list_costs_the_same_for_more_unions(
    cast: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: CaptureQueriesContext,
) -> None:
    entered(cast)
    reach = cast.union("city").subtree
    findings(reach)
    with django_assert_num_queries(7):
        before = len(findings(reach))
    county = cast.union("county")
    for at in range(40):
        Union.objects.create(
            parent=county, place=100 + at, place_end=101 + at, depth=2, level="5", kind="independent",
            code=f"1101{at + 50}", name=f"工会{at}",
        )  # fmt: skip
    everything = type(reach)(((0, 1000),))
    with django_assert_num_queries(7):
        assert len(findings(everything)) > before + 40
    client = cast.client("upper_officer")
    client.get(URL)
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        client.get(URL)


def test_a_union_s_own_page_and_its_party_branch(cast: Cast) -> None:
    union = entered(cast, election_due=ahead(40))
    url = f"{URL}{union.pk}/"
    page = cast.client("clerk").get(url).content.decode()
    assert "延期换届" in page
    assert "延期换届</a>" not in cast.client("upper_officer").get(url).content.decode()
    clerk = cast.client("clerk")
    wrong = clerk.post(f"{url}party/", {"name": "", "note": "已核对"})
    assert (wrong.status_code, "已核对" in wrong.content.decode()) == (422, True)
    late = {"name": "石河煤矿党总支", "checked": ahead(3).isoformat()}
    assert clerk.post(f"{url}party/", late).status_code == 422
    good = {**late, "checked": ahead(-3).isoformat(), "together_on": "2010-05-01", "note": "党建带工建联合检查"}
    assert clerk.post(f"{url}party/", good).status_code == 302
    assert "党建带工建联合检查" in clerk.get(url).content.decode()
    assert "党建带工建" not in str(PartyBranch.objects.values())
    assert "党建带工建" not in cast.client("upper_officer").get(url).content.decode(), "who only sees the tree"
    assert cast.client("upper_officer").post(f"{url}party/", good).status_code == 403
