"""Members go out in a layout."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.journal.reading import looks_at
from niangjia.engines.people.persons.tests.samples import PHONE, number_of, office, resident_id
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry import exporting
from niangjia.engines.people.registry.exporting import prepare_export, write_export
from niangjia.engines.people.registry.models import Export
from niangjia.engines.people.roster.layouts import shipped
from niangjia.engines.people.roster.staging.tests.samples import Desk, counts
from niangjia.engines.people.roster.workbooks import find_layout, listed, prepare_roll
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import today
from niangjia.foundation.jobs.running import run_slice

from .opened import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.people.models import Person
    from tests.harness.people import Cast

FOUND, WRONG = 302, 422


def _known(cast: Cast) -> tuple[Person, str]:
    with office(cast) as at:
        person = at.register("张秀英", resident_id(), phones=(PHONE,))
        at.enrol(person)
        return person, number_of(person.documents.get())


def _listed(cast: Cast, folder: Path, key: str = "roll", who: str = "clerk", **more: Any) -> Opened:
    actor = cast.actor(who)
    with acting(actor), listed(actor, cast.union("mine"), find_layout(key), **more) as file:
        return Opened(file.read(), folder)


def test_a_roll_has_its_lines_and_everybody_masked(cast: Cast, tmp_path: Path) -> None:
    _person, number = _known(cast)
    rows = list(_listed(cast, tmp_path).rows().values())
    assert rows[0][0] == "石河煤矿工会委员会会员花名册"
    assert (
        "石河煤矿工会委员会" in str(rows[1][0])
        and "填报日期" in str(rows[1][0])
        and f"{today().year}年" in str(rows[1][0])
    )
    assert "填表人：刘芳" in str(rows[-1][0])
    names = [row[1] for row in rows[3:-1]]
    assert {"张秀英", "王小梅", "刘芳"} <= set(names) and "赵文" not in names
    assert [row[0] for row in rows[3:-1]] == list(range(1, len(names) + 1))
    text = str(rows)
    assert number not in text and PHONE not in text and "*" in text


def test_numbers_in_full_are_text_and_need_right_and_reason(cast: Cast, tmp_path: Path) -> None:
    person, number = _known(cast)
    with pytest.raises(NotPossible):
        _listed(cast, tmp_path, who="chair", plain=True)
    with pytest.raises(Refused):
        _listed(cast, tmp_path, who="clerk", plain=True, reason="报送")
    made = _listed(cast, tmp_path, who="chair", plain=True, reason="报送换届名册")
    cells = [cell for row in made.rows().values() for cell in row]
    assert number in cells and PHONE in cells
    assert "报送换届名册" in made.part("xl/worksheets/sheet1.xml")
    assert [look.reason for look in looks_at(person)] == ["报送换届名册"]


@pytest.mark.parametrize("key", list(shipped()))
def test_a_list_comes_in_again_and_changes_nothing(cast: Cast, tmp_path: Path, key: str) -> None:
    desk = Desk(cast, "chair", "shaft")
    heads = ("姓名", "身份证号", "手机号码", "所属工会", "学历", "入会日期", "工种")
    unions = [["李明", resident_id().number, PHONE, "采煤一队分会", "大专", "2020-03-01", ""],
              ["王芳", resident_id().number, "", "采煤一队分会", "初中", "2019-05-02", ""]]  # fmt: skip
    desk.committed(unions, heads)
    with (
        acting(desk.actor),
        listed(desk.actor, cast.union("shaft"), find_layout(key), plain=True, reason="核对") as file,
    ):
        made = Opened(file.read(), tmp_path)
    roster = desk.check(desk.upload_file(io.BytesIO(made.content), "a.xlsx", layout=key))
    found = counts(roster)
    assert found.get("unchanged", 0) >= 2 and not found.keys() & {"new", "changed", "held", "rejected"}, found


def test_chosen_persons_go_out_in_a_layout(cast: Cast, tmp_path: Path) -> None:
    person, number = _known(cast)
    client = cast.client("clerk")
    page = client.post(reverse("people:batch"), {"act": "export", "person": [person.pk]}).headers["Location"]
    assert client.post(page, {"layout": "nonsense"}).status_code == WRONG
    assert client.post(page, {"layout": "province"}).status_code == FOUND
    answer: Any = client.get(f"{page}file/")
    made = Opened(b"".join(answer.streaming_content), tmp_path)
    rows = list(made.rows().values())
    assert rows[0][0] == "省级工会会员实名制信息采集表"
    assert rows[3][1] == "张秀英" and number not in str(rows)
    assert "省级" in answer.headers["Content-Disposition"] or "%E7%9C%81" in answer.headers["Content-Disposition"]


def test_a_long_list_in_a_layout_is_written_in_chunks(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    monkeypatch.setattr(exporting, "CHUNK", 2)
    with office(cast) as at:
        ids = [at.register(name, resident_id()).pk for name in ("张秀英", "吴桂花", "孙二娘")]
        export = prepare_export(at.actor, ids, layout="roll")
        job = write_export(at.actor, export)
    assert job
    run_slice(job.pk)
    export = Export.objects.get(pk=export.pk)
    rows = list(Opened(export.file.read_bytes(), tmp_path).rows().values())
    assert [row[:2] for row in rows[3:6]] == [[1, "张秀英"], [2, "吴桂花"], [3, "孙二娘"]]
    assert "石河煤矿工会委员会" in str(rows[1][0])


def test_a_roll_can_be_asked_for_as_any_list(cast: Cast) -> None:
    actor = cast.actor("clerk")
    with acting(actor):
        export = prepare_roll(actor, cast.union("mine"), find_layout("roll"))
    page = cast.client("clerk").get(reverse("people:export", args=[export.pk])).content.decode()
    assert 'value="roll" selected' in page
    with acting(cast.actor("auditor")), pytest.raises(Refused):
        prepare_roll(cast.actor("auditor"), cast.union("mine"))


def test_an_empty_union_and_nobodys_reach(cast: Cast, tmp_path: Path) -> None:
    actor = cast.actor("upper_officer")
    with acting(actor), listed(actor, cast.union("workshop"), find_layout("ours")) as file:
        assert len(Opened(file.read(), tmp_path).rows()) == 1
    with acting(cast.actor("other_clerk")), pytest.raises(Refused):
        listed(cast.actor("other_clerk"), cast.union("mine"), find_layout("ours"))
