"""A member asks, a clerk confirms or refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from niangjia.engines.journal.reading import history, looks_at
from niangjia.engines.people.claiming.tests.samples import known
from niangjia.engines.people.corrections.actions import (
    ask_correction,
    confirm_correction,
    refuse_correction,
    withdraw_correction,
)
from niangjia.engines.people.corrections.models import Correction
from niangjia.engines.people.corrections.values import LARGEST, read_paper
from niangjia.engines.people.persons.details import values_of
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.persons.tests.samples import OTHER_PHONE, Office, office, resident_id
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import Refused

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from tests.harness.people import Cast

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def _asked(cast: Cast, wanted: dict[str, Any] | None = None, **more: Any) -> Correction:
    with acting(cast.actor("member")):
        found = {"native_place": "云州", "phone": OTHER_PHONE} if wanted is None else wanted
        return ask_correction(cast.actor("member"), cast.person("member"), found, **more)


def _member(cast: Cast) -> Person:
    return cast.person("member")


def test_confirming_writes_what_differs_and_empties_the_request(cast: Cast) -> None:
    row = _asked(cast, evidence="搬家了", paper=read_paper(PNG))
    with office(cast) as desk:
        row = Correction.objects.select_related("person__home").get(pk=row.pk)
        assert confirm_correction(desk.actor, row) == ["native_place", "phone"]
        person = row.person
        assert person.native_place == "云州"
        assert values_of(person, "phone") == [f"+86{OTHER_PHONE}"]
        assert (row.state, row.asked, row.evidence, row.file) == ("confirmed", None, None, None)
        assert "确认了更正申请：籍贯、电话" in [act.entry.sentence for act in history(person)]


def test_refusing_needs_a_reason_and_leaves_the_record(cast: Cast) -> None:
    row = _asked(cast)
    with office(cast) as desk:
        row = Correction.objects.select_related("person__home").get(pk=row.pk)
        with pytest.raises(NotPossible):
            refuse_correction(desk.actor, row, reason=" ")
        refuse_correction(desk.actor, row, reason="与证件不符")
        assert row.person.native_place == ""
        with pytest.raises(NotPossible, match="已经处理"):
            confirm_correction(desk.actor, row)


def test_what_the_record_has_meanwhile_is_left_out(cast: Cast) -> None:
    row = _asked(cast, {"native_place": "云州"})
    with office(cast) as desk:
        row = Correction.objects.select_related("person__home").get(pk=row.pk)
        row.person.native_place = "云州"
        row.person.save(update_fields=["native_place"])
        assert confirm_correction(desk.actor, row) == []


@pytest.mark.parametrize(
    "wanted", [{}, {"native_place": ""}, {"phone": "12"}, {"education": "xx"}, {"name": " "}, {"platform": "x"}]
)
def test_what_is_not_new_or_can_not_be_is_refused(cast: Cast, wanted: dict[str, Any]) -> None:
    with pytest.raises(NotPossible):
        _asked(cast, wanted)


def test_words_alone_are_a_request(cast: Cast) -> None:
    row = _asked(cast, {}, evidence="身份证号有误")
    with office(cast) as desk:
        row = Correction.objects.select_related("person__home").get(pk=row.pk)
        assert confirm_correction(desk.actor, row) == []


def test_what_a_document_tells_is_said_in_words(cast: Cast) -> None:
    from niangjia.engines.people.persons.documents import add_document

    with office(cast) as desk:
        add_document(desk.actor, _member(cast), resident_id(woman=True))
    with acting(cast.actor("member")), pytest.raises(NotPossible, match="身份证件"):
        person = _member(cast)
        person.refresh_from_db()
        ask_correction(cast.actor("member"), person, {"sex": "1"})


def test_one_at_a_time_and_taken_back(cast: Cast) -> None:
    row = _asked(cast)
    with pytest.raises(NotPossible, match="先撤回"):
        _asked(cast)
    with acting(cast.actor("member")):
        withdraw_correction(cast.actor("member"), row)
    assert _asked(cast).state == "open"


def test_only_the_person_asks_and_somebody_else_decides(cast: Cast) -> None:
    with acting(cast.actor("clerk")), pytest.raises(Refused):
        ask_correction(cast.actor("clerk"), _member(cast), {"native_place": "云州"})
    with office(cast) as desk:
        own = ask_correction(desk.actor, cast.person("clerk"), {"native_place": "云州"})
        with pytest.raises(Refused):
            confirm_correction(desk.actor, own)
    row = _asked(cast)
    with acting(cast.actor("upper_officer")), pytest.raises(Refused):
        withdraw_correction(cast.actor("upper_officer"), row)


@pytest.mark.parametrize("content", [b"MZ\x90", b"", b"\xff\xd8\xff" + b"0" * LARGEST])
def test_only_pictures_and_papers_of_a_fair_size(content: bytes) -> None:
    with pytest.raises(NotPossible):
        read_paper(content)


def test_when_records_become_one_the_open_request_ends(cast: Cast) -> None:
    row = _asked(cast, evidence="搬家了")
    with office(cast) as desk:
        keep = desk.complete("王小梅")
        merge_persons(desk.actor, keep=keep, lose=_lose(desk))
        row = Correction.objects.get(pk=row.pk)
        assert (row.person_id, row.state, row.asked) == (keep.pk, "withdrawn", None)


def _lose(desk: Office) -> Person:
    person = desk.cast.person("member")
    person.refresh_from_db()
    return person


def test_the_clerks_look_is_in_the_members_list(cast: Cast) -> None:
    row = _asked(cast, evidence="搬家了", paper=read_paper(PNG))
    client = cast.client("clerk")
    assert "王小梅" in client.get(reverse("people:corrections")).content.decode()
    page = client.get(reverse("people:correction", args=[row.pk])).content.decode()
    for found in ("籍贯", "云州", "搬家了", OTHER_PHONE):
        assert found in page
    answer = client.get(reverse("people:correction_paper", args=[row.pk]))
    assert (answer.content, answer["Content-Type"]) == (PNG, "image/png")
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(looks_at(_member(cast))) == 2


def test_a_refusal_without_reason_is_a_look_too(cast: Cast) -> None:
    row = _asked(cast, evidence="搬家了")
    answer = cast.client("clerk").post(reverse("people:correction", args=[row.pk]), {"verdict": "refuse"})
    assert "搬家了" in answer.content.decode()
    assert len(looks_at(_member(cast))) == 1


def test_a_refusal_without_reason_stands_at_its_field(cast: Cast) -> None:
    row = _asked(cast)
    url = reverse("people:correction", args=[row.pk])
    assert cast.client("clerk").post(url, {"verdict": "refuse", "reason": ""}).status_code == 422
    answer = cast.client("clerk").post(url, {"verdict": "refuse", "reason": "与证件不符"})
    assert answer.status_code == 302
    assert "与证件不符" in cast.client("member").get(reverse("portal:correction")).content.decode()


def test_the_members_page_asks_and_takes_back(cast: Cast) -> None:
    client, url = cast.client("member"), reverse("portal:correction")
    paper = SimpleUploadedFile("a.png", PNG, content_type="image/png")
    data = {"name": "王小梅", "sex": "0", "native_place": "云州", "evidence": "写错了", "file": paper}
    assert client.post(url, data).status_code == 302
    page = client.get(url).content.decode()
    assert "云州" in page
    assert "正在" not in page
    client.post(reverse("portal:withdraw_correction"))
    assert "已撤回" in client.get(url).content.decode()


def test_a_bad_paper_is_said_at_its_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    paper = SimpleUploadedFile("a.exe", b"MZ", content_type="image/png")
    data = {"name": "王小梅", "sex": "0", "native_place": "云州", "file": paper}
    answer = cast.client("member").post(reverse("portal:correction"), data)
    assert answer.status_code == 422
    assert 'value="云州"' in answer.content.decode()


def test_what_the_record_would_refuse_is_said_at_its_field_and_kept(cast: Cast) -> None:
    known(cast, "member", 123)
    url, data = reverse("portal:correction"), {"name": "王小梅", "phone": "12", "evidence": "换了号码"}
    answer = cast.client("member").post(url, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.index("号码的位数不对") > page.index("有 1 处需要修改")
    assert 'aria-invalid="true"' in page.partition('name="phone"')[2].partition(">")[0]
    assert "换了号码" in page
