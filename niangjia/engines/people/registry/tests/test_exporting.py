"""Lists that are taken out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.journal.reading import looks_at
from niangjia.engines.people.persons.tests.samples import PHONE, number_of, office, resident_id
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry import exporting
from niangjia.engines.people.registry.exporting import prepare_export, sweep_exports, write_chunk, write_export
from niangjia.engines.people.registry.models import Export
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.jobs import Work
from niangjia.foundation.jobs.models import Job, State
from niangjia.foundation.jobs.running import run_slice

from .samples import texts_of

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from niangjia.engines.people.persons.tests.samples import Office
    from tests.harness.people import Cast

PREPARE = reverse("people:batch")
ALL = {"act": "export", "all": "1"}
FOUND, REFUSED, WRONG, NOT_THERE = 302, 403, 422, 404


def _known(cast: Cast) -> tuple[Person, str]:
    with office(cast) as desk:
        person = desk.register("张秀英", resident_id(), phones=(PHONE,))
        return person, number_of(person.documents.get())


def _page(response: Any) -> str:
    """Where the list is asked about, once it is fixed whom it is of."""
    assert response.status_code == FOUND
    return str(response.headers["Location"])


def _file(client: Any, page: str) -> str:
    answer = client.get(f"{page}file/")
    return texts_of(b"".join(answer.streaming_content))


def test_the_chosen_are_taken_out_masked(cast: Cast) -> None:
    person, number = _known(cast)
    client = cast.client("clerk")
    page = _page(client.post(PREPARE, {"act": "export", "person": [person.pk]}))
    assert client.post(page).status_code == FOUND
    text = _file(client, page)
    assert "张秀英" in text
    assert "刘芳" in text  # who took it, in the first row
    assert number not in text
    assert "王小梅" not in text


def test_all_who_fit_are_taken_out(cast: Cast) -> None:
    client = cast.client("clerk")
    page = _page(client.post(PREPARE, {**ALL, "kind": "member", "union": cast.union("shaft").pk}))
    client.post(page)
    text = _file(client, page)
    assert "王小梅" in text
    assert "陈建国" not in text


def test_numbers_in_full_need_the_right(cast: Cast) -> None:
    person, number = _known(cast)
    client = cast.client("clerk")
    page = _page(client.post(PREPARE, {"act": "export", "person": [person.pk]}))
    client.post(page, {"numbers": "plain", "reason": "报送名册"})
    assert number not in _file(client, page)


def test_numbers_in_full_need_a_reason(cast: Cast) -> None:
    person, _number = _known(cast)
    client = cast.client("chair")
    page = _page(client.post(PREPARE, {"act": "export", "person": [person.pk]}))
    assert client.post(page, {"numbers": "plain", "reason": ""}).status_code == WRONG
    assert looks_at(person) == []


def test_numbers_in_full_carry_name_and_reason_and_are_journalled(cast: Cast) -> None:
    person, number = _known(cast)
    client = cast.client("chair")
    page = _page(client.post(PREPARE, {"act": "export", "person": [person.pk]}))
    client.post(page, {"numbers": "plain", "reason": "报送换届名册"})
    text = _file(client, page)
    assert number in text
    assert PHONE in text
    assert "陈建国" in text
    assert "报送换届名册" in text
    assert [look.reason for look in looks_at(person)] == ["报送换届名册"]


def test_nobody_of_another_union_is_taken_out(cast: Cast) -> None:
    _ = cast["clerk"]
    response = cast.client("other_clerk").post(PREPARE, {"act": "export", "person": [cast.person("member").pk]})
    assert response.headers["Location"].startswith(reverse("people:registry"))
    assert not Export.objects.exists()


def test_a_list_is_for_whoever_asked_for_it(cast: Cast) -> None:
    person, _number = _known(cast)
    page = _page(cast.client("clerk").post(PREPARE, {"act": "export", "person": [person.pk]}))
    assert cast.client("chair").get(page).status_code == NOT_THERE


def test_who_may_not_export_is_refused(cast: Cast) -> None:
    assert cast.client("group_leader").post(PREPARE, ALL).status_code == REFUSED


def test_a_filter_that_does_not_hold_lets_nobody_through(cast: Cast) -> None:
    client = cast.client("clerk")
    response = client.post(PREPARE, {**ALL, "union": cast.union("school").pk})
    assert response.headers["Location"].startswith(reverse("people:registry"))
    assert not Export.objects.exists()


def test_a_list_is_made_once(desk: Office) -> None:
    export = prepare_export(desk.actor, [desk.register("张秀英").pk])
    write_export(desk.actor, export)
    with pytest.raises(NotPossible):
        write_export(desk.actor, export)


def test_too_long_a_list_is_refused(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST", 1)
    ids = [desk.register("张秀英").pk, desk.register("吴桂花").pk]
    with pytest.raises(NotPossible):
        prepare_export(desk.actor, ids)


def _long(desk: Office, monkeypatch: pytest.MonkeyPatch) -> Export:
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    monkeypatch.setattr(exporting, "CHUNK", 2)
    ids = [desk.register(name).pk for name in ("张秀英", "吴桂花", "孙二娘")]
    export = prepare_export(desk.actor, ids)
    assert write_export(desk.actor, export) is not None
    return export


def test_a_long_list_is_written_in_chunks(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    export = _long(desk, monkeypatch)
    work, cursor = Work(export.pk, desk.actor, {"export": export.pk}), None
    while (step := write_chunk(work, cursor)).cursor is not None:
        write_chunk(work, cursor)  # done twice, it leaves the same
        cursor = step.cursor
    text = texts_of(export.file)
    assert [text.count(name) for name in ("张秀英", "吴桂花", "孙二娘")] == [1, 1, 1]
    assert not list(export.file.parent.glob("*.part"))


def test_the_worker_writes_within_the_rights_of_whose_job_it_is(
    committed: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office(cast) as desk:
        export = _long(desk, monkeypatch)
    job = Job.objects.get()
    run_slice(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == (State.DONE, 3)
    assert job.leads_to == reverse("people:export", args=[export.pk])
    assert "孙二娘" in texts_of(export.file)


def test_rights_that_were_lost_meanwhile_end_it(desk: Office, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    export = _long(desk, monkeypatch)
    with pytest.raises(Refused):
        write_chunk(Work(export.pk, cast.actor("group_leader"), {"export": export.pk}), None)


def test_nothing_in_a_cell_computes(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    export = prepare_export(desk.actor, [desk.register("张秀英").pk])
    monkeypatch.setattr(exporting, "lines_of", lambda ids, plain: [["=1+1"]])
    write_export(desk.actor, export)
    assert "=1+1" in texts_of(export.file)


def test_lists_are_kept_for_a_day(desk: Office) -> None:
    export = prepare_export(desk.actor, [desk.register("张秀英").pk])
    write_export(desk.actor, export)
    sweep_exports()
    assert export.file.exists()
    Export.objects.update(made=export.made - timedelta(days=2))
    sweep_exports()
    assert not export.file.exists()
    assert not Export.objects.exists()
