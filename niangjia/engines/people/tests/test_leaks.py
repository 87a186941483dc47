"""What somebody tries who wants to know more than is theirs: the clerk of the mine, about the school's people.

What is outside must answer as what does not exist, by status, page and headers; filters, sorts, pages, searches,
totals, exports and the API narrow what is within reach, and never widen it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import Coverage, Employer, Membership, Person, Post
from niangjia.engines.people.persons import elsewhere
from niangjia.engines.people.persons.details import add_detail
from niangjia.engines.people.persons.families import record_relative
from niangjia.engines.people.persons.tests.samples import DAY, OTHER_PHONE, PHONE, Office, office, resident_id
from niangjia.engines.people.persons.values import RelativeData
from niangjia.engines.people.registry.models import Export
from niangjia.engines.people.scope import acting
from niangjia.engines.people.totals.recounting import recount
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.limits import Limit

from .test_api import Program

if TYPE_CHECKING:
    from niangjia.engines.people.persons.values import DocumentData
    from tests.harness.people import Cast

NOBODY = 999_999_999
TOO_LARGE = 2**70
NAME, EMPLOYER = "张小红", "石河一中后勤公司"
LIST = "/desk/people/"
# What differs between two answers to the same question: the number of the request, tokens of forms, addresses.
OWN = re.compile(rb"\b\d{10}\b|(at|person)(=|%3D)\d+|csrf[^>]+>|/\d+/|[0-9a-f-]{36}|value=\"[A-Za-z0-9]{64}\"")


class Outside:
    """Somebody of the school's, with everything that a record can have."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.document = cast, resident_id()
        with office(cast, "other_clerk") as desk:
            self.person = desk.register(NAME, self.document, at="school", phones=(PHONE,))
            self.relative = record_relative(
                desk.actor, self.person, RelativeData(relation="spouse", name="韩梅梅", number=resident_id().number)
            )
            self.detail = add_detail(desk.actor, self.person, "phone", OTHER_PHONE)
            self.passport = self.person.documents.get()
            self.membership = desk.enrol(self.person)
        self.employer = Employer.objects.create(name=EMPLOYER)
        Coverage.objects.create(union=cast.union("school"), employer=self.employer, valid_from=DAY)
        self.export = Export.objects.create(account=cast["other_clerk"], person_ids=[self.person.pk])
        self.job = start_job(cast.actor("other_clerk"), "people.export", {"export": self.export.pk})


@pytest.fixture
def outside(cast: Cast) -> Outside:
    return Outside(cast)


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return cast.client("clerk")


def _page(response: Any) -> tuple[int, bytes, set[str]]:
    return response.status_code, OWN.sub(b"", response.content), set(response.headers)


def _pairs(outside: Outside) -> dict[str, tuple[str, str]]:
    """Addresses with an id of somebody else's, each beside the same with one that nobody has."""
    person, school = outside.person.pk, outside.cast.union("school").pk
    unused = uuid4()
    return {
        "person": (f"{LIST}{person}/", f"{LIST}{NOBODY}/"),
        "correct": (f"{LIST}{person}/correct/", f"{LIST}{NOBODY}/correct/"),
        "complete": (f"{LIST}{person}/complete/", f"{LIST}{NOBODY}/complete/"),
        "enrol": (f"{LIST}{person}/enrol/", f"{LIST}{NOBODY}/enrol/"),
        "document": (
            f"{LIST}{person}/reveal/document/{outside.passport.pk}/",
            f"{LIST}{NOBODY}/reveal/document/{NOBODY}/",
        ),
        "export": (f"{LIST}export/{outside.export.pk}/", f"{LIST}export/{unused}/"),
        "file": (f"{LIST}export/{outside.export.pk}/file/", f"{LIST}export/{unused}/file/"),
        "job": (f"/jobs/{outside.job.pk}/", f"/jobs/{unused}/"),
        "union": (f"{LIST}unions/{school}/", f"{LIST}unions/{NOBODY}/"),
        "branch": (f"{LIST}unions/{school}/below/", f"{LIST}unions/{NOBODY}/below/"),
        "correct union": (f"{LIST}unions/{school}/correct/", f"{LIST}unions/{NOBODY}/correct/"),
        "employer": (f"{LIST}employers/{outside.employer.pk}/", f"{LIST}employers/{NOBODY}/"),
        "tree at": (f"{LIST}tree/?at={school}", f"{LIST}tree/?at={NOBODY}"),
        "too large": (f"{LIST}{TOO_LARGE}/", f"{LIST}{NOBODY}/"),
        "too large a union": (f"{LIST}unions/{TOO_LARGE}/", f"{LIST}unions/{NOBODY}/"),
    }


NAMES = (
    *("person", "correct", "complete", "enrol", "document", "export", "file", "job", "union", "branch"),
    *("correct union", "employer", "tree at", "too large", "too large a union"),
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_outside_answers_as_what_is_not_there(
    outside: Outside, clerk: Client, name: str, method: str
) -> None:
    there, nowhere = (getattr(clerk, method)(url) for url in _pairs(outside)[name])
    assert _page(there) == _page(nowhere)
    assert there.status_code in ({404} if method == "get" else {404, 405})


def test_a_post_elsewhere_is_not_there(cast: Cast) -> None:
    chair, ids = cast.client("chair"), (cast.post("other_clerk").pk, NOBODY)
    there, nowhere = (chair.get(f"{LIST}posts/{pk}/end/") for pk in ids)
    assert (_page(there), there.status_code) == (_page(nowhere), 404)


def test_somebody_elsewhere_is_not_there_for_a_post(outside: Outside) -> None:
    chair, mine = outside.cast.client("chair"), outside.cast.union("mine").pk
    there, nowhere = (chair.get(f"{LIST}unions/{mine}/posts/fill/?person={pk}") for pk in (outside.person.pk, NOBODY))
    assert (_page(there), there.status_code) == (_page(nowhere), 404)
    found = chair.post(f"{LIST}unions/{mine}/posts/fill/", {"q": NAME}).content.decode()
    assert f"person={outside.person.pk}" not in found


def test_a_sealed_row_of_another_is_not_shown_with_ones_own_person(outside: Outside, clerk: Client) -> None:
    """The person is within reach, the row belongs to somebody who is not."""
    mine = outside.cast.person("member").pk
    for what, pk in (
        ("document", outside.passport.pk),
        ("detail", outside.detail.pk),
        ("relative", outside.relative.pk),
    ):
        there, nowhere = (
            clerk.post(f"{LIST}{mine}/reveal/{what}/{row}/", {"reason": "核对"}) for row in (pk, NOBODY)
        )
        assert (_page(there), there.status_code) == (_page(nowhere), 404)


def _rows(clerk: Client, **asked: Any) -> str:
    response = clerk.get(LIST, asked)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"page": "2"},
        {"page": "99999"},
        {"page": "-1"},
        {"sort": "-joined"},
        {"sort": "home__name"},
        {"sort": "documents__number"},
        {"kind": "member", "state": "active"},
        {"sex": "1' OR 1=1 --"},
        {"union__place": "6"},
        {"home": "1"},
    ],
    ids=str,
)
def test_filters_sorts_and_pages_show_nobody_elsewhere(
    outside: Outside, clerk: Client, asked: dict[str, str]
) -> None:
    assert not {NAME, "赵文", "周敏"} & set(re.findall(r"[\u4e00-\u9fff]{2,3}", _rows(clerk, **asked)))


@pytest.mark.parametrize("key", ["school", "county", "city"])
def test_a_filter_by_a_union_outside_is_as_one_by_none_that_is(outside: Outside, clerk: Client, key: str) -> None:
    asked = {"union": str(outside.cast.union(key).pk)}
    there, nowhere = (clerk.get(LIST, given) for given in (asked, {"union": str(NOBODY)}))
    assert NAME not in there.content.decode()
    assert _page(there)[0] == _page(nowhere)[0]
    assert there.content.decode().count("<tr") == nowhere.content.decode().count("<tr")


def test_no_search_finds_them(outside: Outside, clerk: Client) -> None:
    number = outside.document.number
    for words in (
        NAME,
        "zhangxiaohong",
        "zxh",
        number,
        number[-4:],
        number.lower(),
        PHONE,
        OTHER_PHONE,
        "%",
        "_",
        "'",
    ):
        there = clerk.post(f"{LIST}search/", {"q": words})
        assert there.status_code in {200, 422}
        assert f"/{outside.person.pk}/" not in there.content.decode()


def test_totals_count_nobody_elsewhere(outside: Outside, clerk: Client) -> None:
    """Nor by whoever is added there."""
    before = [OWN.sub(b"", clerk.get(f"{LIST}{page}").content) for page in ("totals/", "tree/", "")]
    with office(outside.cast, "other_clerk") as desk:
        desk.enrol(desk.register("吴桂花", resident_id(), at="school"))
    after = [OWN.sub(b"", clerk.get(f"{LIST}{page}").content) for page in ("totals/", "tree/", "")]
    assert before == after


def test_a_list_is_taken_out_of_those_within_reach_only(outside: Outside, clerk: Client) -> None:
    mine = outside.cast.person("member").pk
    clerk.post(f"{LIST}batch/", {"act": "export", "person": [str(outside.person.pk), str(mine), str(NOBODY)]})
    assert Export.objects.latest("made").person_ids == [mine]
    clerk.post(f"{LIST}batch/", {"act": "export", "all": "1", "union": str(outside.cast.union("school").pk)})
    assert Export.objects.latest("made").person_ids == [mine]
    clerk.post(f"{LIST}batch/", {"act": "export", "all": "1"})
    assert outside.person.pk not in Export.objects.latest("made").person_ids


def test_a_list_of_others_is_not_written_by_anybody_else(outside: Outside, clerk: Client) -> None:
    assert clerk.post(f"{LIST}export/{outside.export.pk}/", {"numbers": "masked"}).status_code == 404
    outside.export.refresh_from_db()
    assert outside.export.started is None


def _entered(clerk: Client, cast: Cast, document: DocumentData) -> Any:
    given = {"document_kind": "resident_id", "document_number": document.number, "name": "李雷"}
    return clerk.post(f"{LIST}new/", {**given, "union": cast.union("mine").pk})


def test_who_enters_the_number_of_somebody_elsewhere_learns_no_more_than_that(
    outside: Outside, clerk: Client
) -> None:
    response = _entered(clerk, outside.cast, outside.document)
    text = response.content.decode()
    assert (response.status_code, "持此证件的人已在其他工会登记。" in text) == (422, True)
    assert not [word for word in (NAME, "石河一中", f"/{outside.person.pk}/", PHONE) if word in text]
    assert Entry.objects.get(code="people.document.met").account_id == outside.cast["clerk"].pk


def test_numbers_are_not_tried_out_one_after_the_other(
    outside: Outside, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "ANSWERS", Limit("people.document_elsewhere", 2, elsewhere.ANSWERS.per))
    for _try in range(2):
        _entered(clerk, outside.cast, outside.document)
    there, nowhere = (_entered(clerk, outside.cast, given) for given in (outside.document, resident_id()))
    assert _page(there)[0] == _page(nowhere)[0] == 422
    assert "明天" in there.content.decode()
    assert "明天" in nowhere.content.decode()
    assert Entry.objects.filter(code="people.document.met").count() == 2


@pytest.mark.parametrize(
    "path",
    [
        "/members",
        "/members?limit=200&after=0",
        "/memberships",
        "/memberships?person={person}",
        "/memberships?person={person}&union={mine}",
        "/posts",
        "/unions",
        "/members?order_by=-id&ordering=name&fields=number",
    ],
)
def test_the_api_lists_nobody_elsewhere(outside: Outside, path: str) -> None:
    ids = {"person": outside.person.pk, "mine": outside.cast.union("mine").pk}
    found = Program(outside.cast, "clerk").ask(path.format(**ids))
    told = str(found)
    assert not [word for word in (NAME, "石河一中", outside.document.number) if word in told]
    assert outside.person.pk not in [row.get("person") for row in found["items"]]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/members/{}", "person"),
        ("/unions/{}", "school"),
        ("/unions?union={}", "school"),
        ("/members?union={}", "school"),
        ("/memberships?union={}", "school"),
        ("/posts?union={}", "school"),
        ("/totals?union={}", "school"),
    ],
)
def test_the_api_answers_what_is_outside_as_what_is_not_there(outside: Outside, path: str, name: str) -> None:
    ids = {"person": outside.person.pk, "school": outside.cast.union("school").pk}
    clerk = Program(outside.cast, "clerk")
    assert clerk.ask(path.format(ids[name]), 404) == clerk.ask(path.format(NOBODY), 404)


def test_the_apis_pages_tell_of_nobody_elsewhere(outside: Outside) -> None:
    """`next` is never an id of what is not shown, and a cursor from elsewhere leads nowhere."""
    clerk, next_ = Program(outside.cast, "clerk"), 0
    seen: list[int] = []
    while True:
        page = clerk.ask(f"/members?limit=1&after={next_}")
        seen += [row["membership"] for row in page["items"]]
        if page["next"] is None:
            break
        assert page["next"] == seen[-1]
        next_ = page["next"]
    with acting(outside.cast.actor("clerk")):
        assert seen == list(Membership.objects.order_by("pk").values_list("pk", flat=True))


def _only_for_itself(cast: Cast, *keys: str) -> None:
    Post.objects.filter(pk__in=[cast.post(key).pk for key in keys]).update(whole_subtree=False)
    with office(cast, "upper_officer") as desk:
        recount([cast.union(key).pk for key in ("mine", "shaft", "group", "workshop")])
        assert isinstance(desk, Office)


def test_a_post_for_the_union_alone_gives_no_totals_of_those_below(cast: Cast, clerk: Client) -> None:
    _only_for_itself(cast, "clerk")
    mine, shaft = cast.union("mine"), cast.union("shaft")
    page = clerk.get(f"{LIST}unions/{mine.pk}/").content.decode()
    assert shaft.name not in page
    with acting(cast.actor("clerk")):
        here = Membership.objects.filter(union=mine, state="active").count()
        assert Person.objects.filter(home=shaft).count() == 0
    assert Program(cast, "clerk").ask(f"/totals?union={mine.pk}")["totals"]["members"] == {"": here}
    assert "王小梅" not in _rows(clerk, union=mine.pk)
