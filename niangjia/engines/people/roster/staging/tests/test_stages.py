"""A list from its upload to its commit: what becomes of each kind of row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.journal.subjects import subject_of
from niangjia.engines.people.models import Employer, Expected, Membership, PersonName
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.tests.samples import BORN, office, resident_id
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.staging.committing import commit_roster
from niangjia.engines.people.roster.staging.hooks import Moved
from niangjia.engines.people.roster.staging.picking import pick_row
from niangjia.engines.people.roster.staging.previewing import counts_of, rejected_rows, rows_of
from niangjia.engines.people.roster.staging.reasons import AMBIGUOUS_EMPLOYER as AMBIGUOUS
from niangjia.engines.people.roster.staging.reasons import UNKNOWN_EMPLOYER as UNKNOWN
from niangjia.engines.people.roster.staging.rows import Outcome
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import Refused

from .conftest import wrong_totals
from .samples import HEADS, WORD, Desk, counts

if TYPE_CHECKING:
    from tests.harness.people import Cast

SHAFT, WORKSHOP = "采煤一队分会", "11010102"


def _row(name: str, number: str = "", phone: str = "", **more: Any) -> list[str]:
    given = {
        "union": SHAFT,
        "education": "大专",
        "party": "群众",
        "joined": "2020-03-01",
        "employer": "",
        "address": "",
    }
    given |= more
    return [name, number, phone, *given.values()]


def _number() -> str:
    return resident_id().number


def test_new_members_are_entered_as_by_hand(desk: Desk, cast: Cast) -> None:
    employer = Employer.objects.get(coverages__union=cast.union("mine"))
    Employer.objects.create(name=employer.name)  # elsewhere
    number = _number()
    roster = desk.checked([_row("李明", number, "13812345678", address="石河县平安路3号", employer=employer.name)])
    assert (counts(roster), desk.rows(roster)[0].employer) == ({"new": 1}, employer.pk), desk.rows(roster)
    assert desk.commit(roster).state == "committed"
    with office(cast) as at:
        person = find_persons("13812345678").get()
        assert (person.state, person.sex, person.education, person.home.code) == ("complete", "1", "30", "11010101")
        membership = person.memberships.get()
        assert (membership.state, membership.origin, membership.origin_note) == ("active", "recorded", WORD)
        assert (str(membership.joined), membership.changes.get().state) == ("2020-03-01", "active")
        assert person.documents.get().number.reveal() == number
        assert person.employments.get().employer == employer
        by_hand = at.member("李明")
        tokens = [
            set(PersonName.objects.filter(person=who).values_list("token", flat=True))
            for who in (person, by_hand.person)
        ]
        assert tokens[0] == tokens[1]
        assert find_persons(number).get() == person == find_persons(number[-4:]).get()
    assert wrong_totals() == 0


def test_what_a_list_enters_has_the_history_of_the_single_actions(desk: Desk, cast: Cast) -> None:
    desk.committed([_row("李明", _number(), "13812345678")])
    with office(cast):
        person = find_persons("13812345678").get()
        codes = {entry.code for entry in Entry.objects.about(subject_of(person))}
    assert codes == {"people.person.registered", "people.membership.enrolled"}


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    rows = [
        _row("李明", _number(), "13812345678", address="石河县平安路3号"),
        _row("无证件", "", "13900000001"),
        _row("无一物"),
    ]
    assert counts(desk.committed(rows)) == {"new": 1, "incomplete": 2}
    again = desk.checked(rows)
    assert counts(again) == {"unchanged": 3}
    assert counts(desk.commit(again)) == {"unchanged": 3}
    assert wrong_totals() == 0


def test_who_has_no_document_is_entered_and_not_counted_until_one_comes(desk: Desk, cast: Cast) -> None:
    desk.committed([_row("王芳", "", "13900000001")])
    with office(cast) as at:
        person = find_persons("13900000001").get()
        assert (person.state, person.memberships.get().state) == ("incomplete", "incomplete")
        before = at.totals("mine")[""]
    number = _number()
    completing = desk.checked([_row("王芳", number, "13900000001")])
    assert counts(completing) == {"changed": 1}
    assert desk.rows(completing)[0].reason == "completes"
    desk.commit(completing)
    with office(cast) as at:
        person.refresh_from_db()
        assert (person.state, person.memberships.get().state) == ("complete", "active")
        assert find_persons(number).get() == person
        assert at.totals("mine")[""] == before + 1
    assert wrong_totals() == 0


def test_of_namesakes_without_a_document_the_one_with_the_telephone_gets_it(desk: Desk, cast: Cast) -> None:
    desk.committed([_row("王芳", "", "13900000001"), _row("王芳", "", "13900000002")])
    rows = [_row("王芳", _number(), "13900000002"), _row("王芳", _number(), "13900000003"), _row("王芬", _number())]
    roster = desk.checked(rows)
    assert [row.outcome for row in desk.rows(roster)] == [Outcome.CHANGED, Outcome.NEW, Outcome.NEW]
    with office(cast):
        assert desk.rows(roster)[0].person == find_persons("13900000002").get().pk


def test_employers_of_many_rows_are_found_by_their_words(desk: Desk, cast: Cast) -> None:
    known = Employer.objects.create(name="石河运输公司", uscc="91110000600037341L")
    for _ in range(2):
        Employer.objects.create(name="到处都有公司")
    names = ("石河运输公司", "到处都有公司", "没有的公司", "石河运输公司", "")
    roster = desk.checked(
        [_row(f"李明{at}", _number(), employer=name) for at, name in zip("甲乙丙丁戊", names, strict=True)]
    )
    found = [
        (row.employer, [code for field, code in row.warnings if field == "employer"]) for row in desk.rows(roster)
    ]
    assert found == [(known.pk, []), (None, [AMBIGUOUS]), (None, [UNKNOWN]), (known.pk, []), (None, [])]


def test_a_list_is_no_application(desk: Desk, cast: Cast) -> None:
    roster = desk.checked([_row("李明", _number(), "13812345678")])
    desk.commit(roster, origin="application", word="")
    with office(cast):
        person = find_persons("13812345678").get()
        assert not Membership.objects.filter(person=person).exists()
        assert Expected.objects.get(person=person).union.code == "11010101"
    assert wrong_totals() == 0


def test_a_change_updates_what_the_file_says_and_no_more(desk: Desk, cast: Cast) -> None:
    number = _number()
    desk.committed([_row("李明", number, "13812345678", address="石河县平安路3号", education="高中")])
    changed = desk.checked([_row("李明", number, "13987654321", education="大学本科", party="", address="")])
    assert counts(changed) == {"changed": 1}
    with acting(desk.actor):
        (row,) = rows_of(changed, Outcome.CHANGED).rows
    assert [(one.old, one.new) for one in row.changes][1:] == [("138****5678", "139****4321")]
    desk.commit(changed)
    with office(cast):
        person = find_persons("13987654321").get()
        assert (person.education, person.political) == ("20", "13")
        assert [row.value.reveal() for row in person.details.order_by("kind")] == [
            "石河县平安路3号",
            "+8613987654321",
        ]
        assert not find_persons("13812345678").exists()
        assert {"people.person.corrected", "people.detail.replaced"} <= {
            entry.code for entry in Entry.objects.about(subject_of(person))
        }
    assert wrong_totals() == 0


def test_a_member_elsewhere_is_never_taken_over(desk: Desk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with office(cast, "other_clerk") as school:
        there = school.member("赵强", at="school")
        elsewhere = there.person.documents.get().number.reveal()
    with office(cast) as mine:
        beside = mine.member("钱勇", at="workshop")
        near = beside.person.documents.get().number.reveal()
    told: list[Moved] = []
    monkeypatch.setattr(
        "niangjia.engines.people.roster.staging.hooks._moving", [lambda _actor, _roster, moved: told.extend(moved)]
    )
    roster = desk.committed([_row("赵强", elsewhere), _row("钱勇", near)])
    assert counts(roster) == {"moved": 2}
    assert [row.reason for row in desk.rows(roster)] == ["member_elsewhere", "elsewhere"]
    assert [row.person for row in desk.rows(roster)] == [None, beside.person_id]
    assert [(one.number, one.document[1] if one.document else "") for one in told] == [(2, elsewhere), (3, near)]
    with office(cast, "other_clerk"):
        assert Membership.objects.get(pk=there.pk).state == "active"


def test_who_joins_elsewhere_before_the_commit_is_not_taken_over(desk: Desk, cast: Cast) -> None:
    number = resident_id()
    roster = desk.checked([_row("赵强", number.number), _row("李明", _number())])
    with office(cast, "other_clerk") as school:
        school.enrol(school.register("赵强", number, at="school"))
    roster = desk.commit(roster)
    assert counts(roster) == {"new": 1, "moved": 1}
    assert wrong_totals() == 0


def test_rows_that_are_alike_fold_and_others_of_one_person_are_held(desk: Desk, cast: Cast) -> None:
    alike, differing = _number(), _number()
    rows = [
        _row("李明", alike, "13812345678"), _row("李明", alike, "138-1234-5678"),
        _row("王芳", differing, education="高中"), _row("王芳", differing, education="大专"),
        _row("王芳", differing, education="大专"),
    ]  # fmt: skip
    roster = desk.checked(rows)
    assert counts(roster) == {"new": 1, "folded": 1, "held": 3}
    with acting(desk.actor):
        pick_row(desk.actor, roster, 4, 5)
    roster = desk.fresh(roster)
    assert counts(roster) == {"new": 2, "folded": 3}
    desk.commit(roster)
    with office(cast):
        assert find_persons(differing).get().education == "30"


def test_none_of_several_rows_may_hold(desk: Desk) -> None:
    number = _number()
    roster = desk.checked([_row("王芳", number, education="高中"), _row("王芳", number)])
    with acting(desk.actor):
        pick_row(desk.actor, roster, 2, 3)
        pick_row(desk.actor, roster, 2, None)
    assert counts(desk.fresh(roster)) == {"held": 2}
    with acting(desk.actor), pytest.raises(NotPossible):
        pick_row(desk.actor, roster, 77, None)


def test_a_person_with_and_without_document_in_one_file_is_held(desk: Desk) -> None:
    roster = desk.checked([_row("李明", _number(), "13812345678"), _row("李明", "", "13812345678")])
    assert counts(roster) == {"held": 2}


def test_picking_one_of_two_with_their_own_documents_drops_neither(desk: Desk, cast: Cast) -> None:
    numbers, phone = [_number(), _number()], "13812345678"
    roster = desk.checked([*(_row("李明", number, phone) for number in numbers), _row("李明", "", phone)])
    assert counts(roster) == {"held": 3}
    with acting(desk.actor):
        pick_row(desk.actor, roster, 2, 2)
        assert counts(desk.fresh(roster)) == {"new": 1, "held": 1, "folded": 1}
        pick_row(desk.actor, roster, 2, 3)
    roster = desk.commit(desk.fresh(roster))
    assert counts(roster) == {"new": 2, "folded": 1}
    with office(cast):
        assert all(find_persons(number).exists() for number in numbers)


def test_another_name_with_the_same_document_is_held_until_picked(desk: Desk, cast: Cast) -> None:
    number = _number()
    desk.committed([_row("李明", number, "13812345678")])
    roster = desk.checked([_row("李铭", number, "13812345678")])
    assert (counts(roster), desk.rows(roster)[0].reason) == ({"held": 1}, "other_name")
    with acting(desk.actor):
        pick_row(desk.actor, roster, 2, 2)
    desk.commit(desk.fresh(roster))
    with office(cast):
        assert find_persons(number).get().name == "李铭"
        assert find_persons("liming").filter(name="李铭").exists()


def test_namesakes_without_document_are_not_taken_for_one(desk: Desk) -> None:
    rows = [_row("张伟", "", "13800000001"), _row("张伟", "", "13800000002")]
    assert counts(desk.committed(rows)) == {"incomplete": 2}
    assert counts(desk.checked(rows)) == {"unchanged": 2}
    bare = desk.checked([_row("张伟")])
    assert (counts(bare), desk.rows(bare)[0].reason) == ({"held": 1}, "several_known")
    with acting(desk.actor):
        pick_row(desk.actor, bare, 2, 2)
    assert counts(desk.commit(desk.fresh(bare))) == {"incomplete": 1}


def test_who_shares_name_and_birthday_elsewhere_is_somebody_else(desk: Desk, cast: Cast) -> None:
    with office(cast) as at:
        at.register("李明", at="workshop", born=BORN)
    assert counts(desk.checked([_row("李明", _number())])) == {"new": 1}
    here = desk.checked([_row("李明", _number(), union=WORKSHOP)])
    assert counts(here) == {"changed": 1}
    assert "document" in {change.field for change in desk.rows(here)[0].changes}


def test_wrong_rows_come_back_as_they_were_read(desk: Desk) -> None:
    rows = [_row("李明", "110105199006010011"), _row("王芳", _number(), union="天上分会"), _row("赵强", _number())]
    roster = desk.checked(rows)
    assert counts(roster) == {"new": 1, "rejected": 2}
    with acting(desk.actor):
        found = list(rejected_rows(roster))
        seen = counts_of(roster)
    assert [(row.number, row.problems) for row in found] == [
        (2, [("document_number", "check_digit"), ("phone", "no_phone")]),
        (3, [("union", "unknown_union"), ("phone", "no_phone")]),
    ]
    assert found[0].cells[:2] == ["李明", "110105199006010011"]
    assert (seen.rows, sum(seen.outcomes.values()), seen.reasons["unknown_union"]) == (3, 3, 1)


def test_a_union_is_found_by_code_name_and_left_out_for_one_union(desk: Desk) -> None:
    rows = [
        _row("李明", _number(), union=WORKSHOP),
        _row("王芳", _number(), union=""),
        _row("赵强", _number(), union="11"),
    ]
    roster = desk.checked(rows)
    found = desk.rows(roster)
    unions = [desk.cast.union(key).pk for key in ("workshop", "mine")]
    assert [row.union for row in found] == [*unions, None]
    assert counts(roster) == {"new": 2, "rejected": 1}


@pytest.mark.parametrize("said", ["青禾(集团)有限公司", "青禾（集团）有限公司", "青禾 (集团) 有限公司"])
def test_an_employer_is_found_however_its_brackets_are_written(desk: Desk, said: str) -> None:
    wide = Employer.objects.create(name="青禾（集团）有限公司")
    (row,) = desk.rows(desk.checked([_row("李明", _number(), employer=said)]))
    assert (row.employer, row.warnings) == (wide.pk, [("phone", "no_phone")])


def test_only_who_may_enrol_in_the_union_goes_on_with_a_list(desk: Desk, cast: Cast) -> None:
    roster = desk.checked([_row("李明", _number())])
    chair, other = Desk(cast, "chair"), cast.actor("other_clerk")
    with acting(other):
        assert not type(roster).objects.filter(pk=roster.pk).exists()
    with acting(cast.actor("auditor")), pytest.raises((Refused, type(roster).DoesNotExist)):
        commit_roster(cast.actor("auditor"), roster, origin="recorded", word=WORD)
    assert chair.commit(roster).state == "committed"


def test_what_must_be_said_before_a_commit(desk: Desk) -> None:
    roster = desk.checked([_row("李明", _number())])
    for origin, word in (("recorded", " "), ("transfer", WORD)):
        with acting(desk.actor), pytest.raises(NotPossible):
            commit_roster(desk.actor, roster, origin=origin, word=word)
    desk.commit(roster)
    with acting(desk.actor), pytest.raises(NotPossible):
        commit_roster(desk.actor, roster, origin="recorded", word=WORD)


def test_columns_are_remembered_by_their_titles(desk: Desk) -> None:
    from niangjia.engines.people.roster.staging.mapping import choose_columns

    heads = [*HEADS[:-1], "暂住的地方"]
    roster = desk.upload([_row("李明", _number(), address="石河县平安路3号")], heads)
    assert "address" not in roster.mapping.values()
    with acting(desk.actor):
        chosen = {int(column): field for column, field in roster.mapping.items()}
        choose_columns(desk.actor, roster, {**chosen, len(heads) - 1: "address"})
    again = desk.upload([_row("李明", _number())], heads)
    assert again.mapping[str(len(heads) - 1)] == "address"


def test_a_damaged_file_says_so(desk: Desk) -> None:
    import io

    roster = desk.upload_file(io.BytesIO(b"PK\x03\x04 no workbook"), "坏.xlsx")
    assert (roster.state, bool(roster.reason)) == ("unreadable", True)
