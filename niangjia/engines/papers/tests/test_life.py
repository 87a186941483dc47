from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from niangjia.engines.journal.models import Entry
from niangjia.engines.papers.books.models import Incoming, SealUse
from niangjia.engines.papers.kinds.fields import BadData
from niangjia.engines.papers.life.freezing import Damaged, content_of
from niangjia.engines.papers.life.models import Paper, Sealing, State
from niangjia.engines.papers.life.numbering import set_word
from niangjia.engines.papers.permissions import SEE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.seals import provider_named
from niangjia.engines.papers.verbs import (
    change_draft,
    check_paper,
    deliver_paper,
    discard_draft,
    draft_paper,
    enter_paper_later,
    file_paper,
    issue_paper,
    papers_about,
    record_receipt,
    revoke_paper,
    seal_paper,
    send_back,
    send_paper,
    sign_paper,
)
from niangjia.engines.people.permissions import SEE as SEE_RECORDS
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import today

from .samples import ABOUT, DATA, SAMPLE, drafted, sealed, signed

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_a_paper_goes_its_way(cast: Cast) -> None:
    paper = drafted(cast)
    assert list(papers_about(ABOUT)) == [paper]
    check_paper(cast.actor("clerk"), paper)
    sign_paper(cast.actor("chair"), paper)
    assert paper.number == f"证〔{today().year}〕1号"
    seal_paper(cast.actor("clerk"), paper)
    deliver_paper(cast.actor("clerk"), paper, to_name="王小梅")
    assert paper.state == State.DELIVERED
    file_paper(cast.actor("clerk"), paper)
    assert (paper.state, paper.archive) == (State.FILED, f"110101-WS·{today().year}-D30-0001")
    assert paper.keep_until == date(today().year + 30, 12, 31)
    (use,) = SealUse.objects.all()
    assert (use.paper, use.copies, use.position) == (paper, 2, 1)


def test_a_procedure_issues_at_once_what_it_decided(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """The same words and rights as step by step, by one row and one line of the journal."""
    for wrong in ("clerk", "other_clerk", "member"):
        actor = cast.actor(wrong)
        with pytest.raises(Refused):
            issue_paper(actor, SAMPLE.key, union=cast.union("mine"), data=DATA, about=ABOUT)
    with pytest.raises(BadData):
        issue_paper(PLATFORM, SAMPLE.key, union=cast.union("mine"), data={})
    assert not Paper.objects.exists()
    with django_assert_max_num_queries(8):
        paper = issue_paper(PLATFORM, SAMPLE.key, union=cast.union("mine"), data=DATA, about=ABOUT)
    paper.refresh_from_db()
    assert (paper.state, paper.number, paper.dated) == (State.SIGNED, f"证〔{today().year}〕1号", today())
    assert paper.checked
    assert content_of(paper)["sheet"] == content_of(signed(cast))["sheet"]
    codes = Entry.objects.filter(subject_type="papers.paper", subject_id=str(paper.pk))
    assert list(codes.values_list("code", flat=True)) == ["papers.paper.signed"]


def test_steps_are_taken_in_their_order(cast: Cast) -> None:
    paper = drafted(cast)
    for act in (
        lambda: sign_paper(cast.actor("chair"), paper),
        lambda: seal_paper(cast.actor("chair"), paper),
        lambda: file_paper(cast.actor("clerk"), paper),
        lambda: send_paper(cast.actor("clerk"), paper, to_name="王小梅"),
        lambda: revoke_paper(cast.actor("chair"), paper, "错了"),
    ):
        with pytest.raises(NotPossible):
            act()
    paper = sealed(cast)
    for act in (lambda: check_paper(cast.actor("clerk"), paper), lambda: discard_draft(cast.actor("clerk"), paper)):
        with pytest.raises(NotPossible):
            act()


def test_each_step_is_for_those_who_may(cast: Cast) -> None:
    paper = drafted(cast)
    for key in ("member", "auditor", "other_clerk", "system_admin"):
        with pytest.raises(Refused):
            check_paper(cast.actor(key), paper)
    check_paper(cast.actor("clerk"), paper)
    _ = cast["upper_officer"]
    for key in ("clerk", "upper_officer"):  # the officer above may sign, but this kind is the chair's
        with pytest.raises(Refused):
            sign_paper(cast.actor(key), paper)
    with pytest.raises(Refused):
        draft_paper(cast.actor("other_clerk"), SAMPLE.key, union=cast.union("mine"), data=DATA)


def test_a_draft_is_changed_sent_back_and_thrown_away(cast: Cast) -> None:
    paper = drafted(cast)
    check_paper(cast.actor("clerk"), paper)
    change_draft(cast.actor("clerk"), paper, {**DATA, "name": "李大山"})
    assert paper.state == State.DRAFT
    assert content_of(paper)["sheet"]["blocks"][0]["rows"][0][1] == "李大山"
    send_back(cast.actor("chair"), paper, "缺日期")
    assert paper.back_reason is not None
    assert paper.back_reason.reveal() == "缺日期"
    with pytest.raises(NotPossible):
        send_back(cast.actor("chair"), paper, " ")
    discard_draft(cast.actor("clerk"), paper)
    assert (paper.state, json.loads(paper.data.reveal())) == (State.DISCARDED, {})


def test_data_must_fit_the_kind(cast: Cast) -> None:
    for data in ({"name": "王"}, {**DATA, "more": "1"}, {**DATA, "name": ""}):
        with pytest.raises(BadData) as caught:
            drafted(cast, data=data)
        assert "王" not in str(caught.value)


def test_numbers_run_without_gaps_by_union_and_year(cast: Cast) -> None:
    year = today().year
    set_word(cast.actor("chair"), cast.union("mine"), "石矿工")
    first = signed(cast)
    refused = drafted(cast)
    check_paper(cast.actor("clerk"), refused)
    with pytest.raises(NotPossible):
        sign_paper(cast.actor("chair"), refused, dated=today() + timedelta(days=1))
    second = signed(cast)
    assert [first.number, second.number] == [f"石矿工证〔{year}〕1号", f"石矿工证〔{year}〕2号"]
    sign_paper(cast.actor("chair"), refused, dated=date(year - 1, 12, 31))
    assert refused.number == f"石矿工证〔{year - 1}〕1号"


def test_what_was_signed_stays_what_it_was(cast: Cast) -> None:
    paper = signed(cast)
    before = content_of(paper)
    union = cast.union("mine")
    union.name = "石河煤矿集团工会"
    union.save(update_fields=["name"])
    paper = Paper.objects.select_related("union").get(pk=paper.pk)
    assert content_of(paper) == before
    assert (before["union"], before["signer"]) == ("石河煤矿工会委员会", "陈建国")
    with pytest.raises(NotPossible):
        change_draft(cast.actor("clerk"), paper, DATA)
    Paper.objects.filter(pk=paper.pk).update(dated=date(2020, 1, 1))
    with pytest.raises(Damaged):
        content_of(Paper.objects.get(pk=paper.pk))


def test_nothing_personal_lies_open_in_the_tables(cast: Cast) -> None:
    paper = sealed(cast)
    deliver_paper(cast.actor("clerk"), paper, to_name="王小梅", received_by="王小梅之夫")
    with connection.cursor() as cursor:
        for table in ("papers_paper", "papers_delivery", "papers_sealuse", "journal_entry"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")  # noqa: S608
            stored = cursor.fetchone()[0]
            assert "王小梅" not in stored
            assert "3701" not in stored


def test_a_seal_for_trials_says_that_it_is_none(cast: Cast) -> None:
    paper = signed(cast)
    seal_paper(cast.actor("clerk"), paper, way=Sealing.ELECTRONIC)
    found = provider_named(paper.seal_provider)
    assert found is not None
    assert found.fits("110101", paper.number, paper.digest, paper.seal_proof)
    assert not found.fits("110101", paper.number, "0" * 64, paper.seal_proof)
    told = json.loads(paper.seal_proof)
    assert not found.fits("110102", paper.number, paper.digest, json.dumps({**told, "union": "110102"}))


def test_a_revoked_paper_keeps_its_number_and_takes_no_more_steps(cast: Cast) -> None:
    paper = sealed(cast)
    number = paper.number
    with pytest.raises(Refused):
        revoke_paper(cast.actor("clerk"), paper, "填错")
    revoke_paper(cast.actor("chair"), paper, "填错")
    assert (paper.number, paper.holds, paper.issued) == (number, False, True)
    with pytest.raises(NotPossible):
        revoke_paper(cast.actor("chair"), paper, "再撤")
    with pytest.raises(NotPossible):
        deliver_paper(cast.actor("clerk"), paper, to_name="王小梅")


def test_it_holds_for_its_months(cast: Cast) -> None:
    paper = drafted(cast)
    check_paper(cast.actor("clerk"), paper)
    sign_paper(cast.actor("chair"), paper, dated=date(2025, 11, 30))
    assert (paper.holds_until, paper.holds) == (date(2026, 2, 27), False)
    assert signed(cast).holds


def test_a_paper_from_before_is_entered_with_its_own_number(cast: Cast) -> None:
    _ = cast["clerk"]
    given: Any = {"union": cast.union("mine"), "data": DATA, "number": "石矿工〔2019〕3号", "dated": date(2019, 4, 1)}
    paper = enter_paper_later(cast.actor("clerk"), SAMPLE.key, **given)
    assert (paper.entered_later, paper.state, paper.holds_until) == (True, State.SEALED, date(2019, 6, 30))
    with pytest.raises(NotPossible):
        enter_paper_later(cast.actor("clerk"), SAMPLE.key, **given)
    assert signed(cast).number == f"证〔{today().year}〕1号"


def test_the_series_goes_on_behind_a_number_that_was_entered(cast: Cast) -> None:
    _ = cast["clerk"]
    number = f"证〔{today().year}〕1号"
    given: Any = {"union": cast.union("mine"), "data": DATA, "number": number, "dated": today()}
    enter_paper_later(cast.actor("clerk"), SAMPLE.key, **given)
    assert signed(cast).number == f"证〔{today().year}〕2号"


def test_receipts_are_recorded_once_and_not_before_sending(cast: Cast) -> None:
    paper = sealed(cast)
    clerk = cast.actor("clerk")
    delivery = send_paper(clerk, paper, to_name="王小梅")
    for received, by in (
        (today() - timedelta(days=1), "王小梅"),
        (today(), " "),
        (today() + timedelta(days=1), "王"),
    ):
        with pytest.raises(NotPossible):
            record_receipt(clerk, delivery, received=received, received_by=by)
    record_receipt(clerk, delivery, received=today(), received_by="王强", relation="丈夫")
    with pytest.raises(NotPossible):
        record_receipt(clerk, delivery, received=today(), received_by="王强")


def test_a_paper_to_another_union_stands_in_its_book(cast: Cast) -> None:
    from niangjia.engines.papers.books.incoming import confirm_incoming

    paper = sealed(cast)
    _ = cast["other_clerk"]
    delivery = send_paper(cast.actor("clerk"), paper, to_name="石河一中工会", to_union=cast.union("school"))
    row = Incoming.objects.get(delivery=delivery)
    assert (row.union, row.number, row.title.reveal()) == (cast.union("school"), paper.number, "会员证明")
    with pytest.raises(Refused):
        confirm_incoming(cast.actor("clerk"), row)
    confirm_incoming(cast.actor("other_clerk"), row)
    paper.refresh_from_db()
    delivery.refresh_from_db()
    assert (paper.state, delivery.received) == (State.DELIVERED, today())


def test_whoever_sees_papers_may_see_records_too() -> None:
    for role in Role:
        assert SEE not in codes_of(role) or SEE_RECORDS in codes_of(role), role


def test_every_step_is_in_the_journal(cast: Cast) -> None:
    paper = sealed(cast)
    codes = Entry.objects.filter(subject_type="papers.paper", subject_id=str(paper.pk)).order_by("pk")
    assert list(codes.values_list("code", flat=True)) == [
        "papers.paper.drafted",
        "papers.paper.checked",
        "papers.paper.signed",
        "papers.paper.sealed",
    ]
