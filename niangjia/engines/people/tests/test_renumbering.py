"""The tree is numbered anew by another connection while somebody reads: ranges of one never meet places of another.

The school's union comes to stand where the first of the mine's unions stood: who went on with the old ranges would
see the school's people.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from niangjia.engines.people import scope
from niangjia.engines.people.models import Employer, Person, SecondaryTie, Union
from niangjia.engines.people.permissions import EDIT, SEE
from niangjia.engines.people.scope import acting, everywhere, streamed
from niangjia.engines.people.unions.numbering import renumber
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.numbering import TRIES, Renumbered
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today
from niangjia.foundation.jobs import Ids, Step, Work, job_kind
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import State
from niangjia.foundation.jobs.running import run_slice

from . import views
from .test_api import Program
from .test_middleware import MINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import Settings

    from tests.harness.people import Cast

OF_THE_MINE = ["110101", "11010101", "1101010101", "11010102"]
FIRST, LAST = "110100", "110102"  # codes with which the school stands before or behind the mine


@pytest.fixture(autouse=True)
def routes(settings: Settings, committed: str) -> Iterator[None]:
    settings.ROOT_URLCONF = "niangjia.engines.people.tests.urls"
    yield
    views.meantime.clear()
    views.committed.clear()


class Elsewhere:
    """Another connection, which numbers the tree anew: the first so many times that it is called."""

    def __init__(self, times: int = 1) -> None:
        self.called, self._times = 0, times

    def __call__(self) -> None:
        self.called += 1
        if self.called <= self._times:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(self._renumber).result()

    def _renumber(self) -> None:
        try:
            with transaction.atomic():
                Union.objects.filter(name="石河一中工会委员会").update(code=FIRST if self.called % 2 else LAST)
                assert renumber()
        finally:
            connections.close_all()


def meanwhile(times: int = 1) -> Elsewhere:
    act = Elsewhere(times)
    views.meantime.append(act)
    return act


@pytest.mark.parametrize(("then", "answer"), [("names", MINE), ("bulk", len(MINE)), ("unions", OF_THE_MINE)])
def test_a_request_sees_what_it_would_have_seen_afterwards(cast: Cast, then: str, answer: object) -> None:
    client, elsewhere = cast.client("clerk"), meanwhile()
    assert client.get(f"/try/meanwhile/{then}").json() == answer
    assert elsewhere.called == 2


@pytest.mark.parametrize("then", ["names", "bulk", "unions", "totals"])
def test_where_the_tree_does_not_come_to_rest_nothing_is_answered(cast: Cast, then: str) -> None:
    client, elsewhere = cast.client("clerk"), meanwhile(TRIES)
    client.raise_request_exception = False
    assert client.get(f"/try/meanwhile/{then}").status_code == 500
    assert elsewhere.called == TRIES


@pytest.mark.parametrize("then", ["person", "union"])
def test_what_lies_outside_is_not_there_and_what_lies_inside_is(cast: Cast, then: str) -> None:
    ids = {
        "union": (cast.union("school").pk, cast.union("workshop").pk),
        "person": (cast.person("other_clerk").pk, cast.person("chair").pk),
    }
    for pk, status in zip(ids[then], (404, 200), strict=True):
        views.meantime.clear()
        client, elsewhere = cast.client("clerk"), meanwhile()
        assert client.post(f"/try/meanwhile/{then}", {"id": pk}).status_code == status
        assert elsewhere.called == 2
        Union.objects.filter(code=FIRST).update(code=LAST)
        with transaction.atomic():
            renumber()


def test_an_auditor_who_sees_unions_and_no_person_is_kept_as_well(cast: Cast) -> None:
    client, elsewhere = cast.client("auditor"), meanwhile()
    assert client.get("/try/meanwhile/unions").json() == OF_THE_MINE
    assert elsewhere.called == 2


def test_a_tie_reaches_the_tied_union_and_not_who_stands_in_its_place(cast: Cast) -> None:
    school, workshop = cast.union("school"), cast.union("workshop")
    SecondaryTie.objects.create(union=workshop, upper=school, valid_from=today(), shares=SecondaryTie.Shares.RECORDS)
    client, elsewhere = cast.client("other_clerk"), meanwhile()
    assert client.get("/try/meanwhile/unions").json() == [FIRST, workshop.code]
    assert elsewhere.called == 2


def test_what_the_first_try_did_is_done_once(cast: Cast) -> None:
    client = cast.client("clerk")
    meanwhile()
    response = client.post("/try/meanwhile/write")
    assert (response.status_code, client.session["times"], views.committed) == (204, 1, ["sent"])
    assert Employer.objects.filter(name="meanwhile").count() == 1
    assert len(list(get_messages(response.wsgi_request))) == 1


def test_a_file_that_was_read_is_read_again(cast: Cast) -> None:
    client, elsewhere = cast.client("clerk"), meanwhile()
    file = SimpleUploadedFile("roster.txt", b"all of it")
    assert client.post("/try/meanwhile/file", {"file": file}).content == b"all of it"
    assert elsewhere.called == 2


def test_where_nothing_moved_nothing_is_done_twice(cast: Cast) -> None:
    client = cast.client("clerk")
    with transaction.atomic():
        assert renumber() == 0
    views.meantime.append(lambda: None)
    client.post("/try/meanwhile/write")
    assert client.session["times"] == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [("/unions/{school}", 404), ("/unions/{workshop}", 200), ("/members/{school_person}", 404)],
)
def test_a_program_gets_no_more_nor_less(cast: Cast, monkeypatch: pytest.MonkeyPatch, path: str, status: int) -> None:
    ids = {
        "school": cast.union("school").pk,
        "workshop": cast.union("workshop").pk,
        "school_person": cast.person("other_clerk").pk,
    }
    clerk, elsewhere = Program(cast, "clerk"), _while_programs_ask(monkeypatch)
    clerk.ask(path.format(**ids), status)
    assert elsewhere.called == 2


def test_a_programs_lists_are_of_one_numbering(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = Program(cast, "clerk")
    _while_programs_ask(monkeypatch)
    assert sorted(row["code"] for row in clerk.items("/unions")) == OF_THE_MINE


def _while_programs_ask(monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    """Number anew each time that a token's actor has been worked out, for the first time only."""
    elsewhere, act_as = Elsewhere(), scope.act_as

    def then_renumber(*given: object) -> None:
        act_as(*given)  # type: ignore[arg-type]
        elsewhere()

    monkeypatch.setattr("niangjia.surfaces.api.auth.act_as", then_renumber)
    return elsewhere


@job_kind("test.meanwhile", title="read while others renumber")
def read_meanwhile(work: Work, cursor: Ids | None) -> Step:
    for act in views.meantime:
        act()
    # A refusal would end the job for good: it must not come of an old range.
    work.actor.require(EDIT, at=Union.objects.get(code="11010102").place)
    return Step(None, done=Person.objects.count())


@pytest.mark.parametrize("times", [1, TRIES])
def test_a_jobs_chunk_is_done_again(cast: Cast, times: int) -> None:
    job = start_job(cast.actor("clerk"), "test.meanwhile", {})
    elsewhere = meanwhile(times)
    run_slice(job.pk)
    job.refresh_from_db()
    assert elsewhere.called == min(times + 1, TRIES)
    # Where the tree does not come to rest it waits, as after any other error that may pass.
    assert (job.state, job.done) == ((State.DONE, len(MINE)) if times == 1 else (State.WAITING, 0))


def test_an_actor_of_before_opens_nothing(cast: Cast) -> None:
    clerk = cast.actor("clerk")
    Elsewhere()()
    with pytest.raises(Renumbered), acting(clerk):
        pytest.fail("it opened")


def test_a_stream_breaks_off_rather_than_go_on(cast: Cast) -> None:
    def lines() -> Iterator[str]:
        yield str(Person.objects.count())
        Elsewhere()()
        yield str(Person.objects.count())

    found = streamed(cast.actor("clerk"), lines)
    assert next(found) == str(len(MINE))
    with pytest.raises(OperationalError, match="numbered anew"):
        next(found)


def test_rights_of_two_numberings_are_never_joined(cast: Cast) -> None:
    before = cast.actor("clerk").reach(SEE)
    Elsewhere()()
    with pytest.raises(Renumbered):
        _ = before | cast.actor("clerk").reach(SEE)


def test_the_database_itself_refuses_ranges_of_before(cast: Cast) -> None:
    """Also bulk SQL, and where no code of ours compares anything."""
    mine = cast.union("mine").subtree
    with transaction.atomic(), in_scope(Scope(mine)):
        Elsewhere()()
        with pytest.raises(OperationalError, match="numbered anew"), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_person")
        transaction.set_rollback(True)


def test_who_numbers_anew_may_finish_but_reads_no_more_in_the_scope_of_before(cast: Cast) -> None:
    with acting(cast.actor("clerk")):
        Union.objects.filter(name="石河一中工会委员会").update(code=FIRST)
        assert renumber()
    with acting(cast.actor("clerk")):
        assert Person.objects.count() == len(MINE)
        Union.objects.filter(name="石河一中工会委员会").update(code=LAST)
        assert renumber()
        with pytest.raises(OperationalError, match="numbered anew"):
            Person.objects.count()
        transaction.set_rollback(True)


def test_who_waited_for_anothers_change_begins_anew(cast: Cast) -> None:
    """Its own change does not hide that of another, which came after its rights were worked out."""
    with pytest.raises(Renumbered), acting(cast.actor("clerk")):
        Elsewhere()()
        Union.objects.filter(name="石河一中工会委员会").update(code=LAST)
        assert renumber()


def test_the_whole_city_needs_no_numbering(cast: Cast) -> None:
    _ = cast.union("mine")
    with everywhere(PLATFORM, "a test"):
        before = Person.objects.count()
        Elsewhere()()
        assert Person.objects.count() == before == 8


def test_it_is_looked_at_once_for_a_statement_and_by_no_statement_of_its_own(cast: Cast) -> None:
    clerk = cast.client("clerk")
    with CaptureQueriesContext(connection) as queries:
        clerk.get("/try/names")
    alone = [query["sql"] for query in queries if "FROM access_numbering" in query["sql"]]
    assert (alone, len(queries)) == (
        [],
        9,
    )  # transaction's ends, session, account, person, rights, scope twice, names
    with acting(cast.actor("clerk")), connection.cursor() as cursor:
        cursor.execute("EXPLAIN (VERBOSE, COSTS OFF) SELECT count(*) FROM people_person")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert plan.count("access_reach()") == 1
    assert re.search(r"InitPlan[^\n]*\n\s*->  Result\n\s*Output: access_reach\(\)", plan)
