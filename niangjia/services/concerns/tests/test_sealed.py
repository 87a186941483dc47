"""A name that is sealed stands nowhere; an officer of the union above who is not on the payroll opens it, and the
worker is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from niangjia.engines.journal.models import Entry
from niangjia.engines.matters.acts.matters import withdraw_matter
from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.models import Matter, State, Task
from niangjia.engines.notices.sending.models import Message, Notice
from niangjia.engines.papers.verbs import papers_about
from niangjia.engines.people.models import Coverage, Employment, Person
from niangjia.engines.people.scope import acting, everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments.keeping import attachments_of
from niangjia.foundation.attachments.tests.samples import picture
from niangjia.foundation.clock import now, today, travelled
from niangjia.services.concerns.acts.alerting import how_many
from niangjia.services.concerns.acts.confiding import forget_names
from niangjia.services.concerns.acts.reviewing import _open
from niangjia.services.concerns.models import Concern, Confidential, Review, SealedLine
from niangjia.services.concerns.said import Said

from .samples import SAID, appoint, bring, checked, concern_of, done, handled, registered

if TYPE_CHECKING:
    from tests.harness.people import Cast

NOBODY = "诉求人（姓名保密）"


def _sealed(cast: Cast, choice: str = "own", **typed: str) -> tuple[Confidential, Matter, str]:
    """Brought by the member: its row, its matter, the worker's page."""
    for key in ("clerk", "chair", "upper_officer", "other_clerk"):
        _ = cast[key]
    appoint(cast, "upper_officer", "county")
    answer = bring(cast.client("member"), choice, sealed="on", **typed)
    assert answer.status_code == 302, answer.content.decode()
    place: Any = answer["Location"].removeprefix("/concerns/sealed/").strip("/")
    row = Confidential.objects.select_related("concern__matter__union", "opens").get(pk=place)
    assert row.concern.matter is not None
    return row, row.concern.matter, answer["Location"]


def _columns() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND (table_name LIKE 'concerns%%' OR table_name LIKE 'matters%%' OR table_name LIKE 'papers%%')"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'bytea')"
        )
        return list(cursor.fetchall())


def _tells(name: str) -> list[tuple[str, str]]:
    """Columns of these engines' tables in which the name stands in the clear."""
    with connection.cursor() as cursor:
        found = []
        for table, column in _columns():
            text = f'"{column}"::text'
            cursor.execute(
                f"SELECT count(*) FROM {table} WHERE {text} LIKE %s OR {text} LIKE %s",  # noqa: S608 - our own tables
                [f"%{name}%", f"%{name.encode().hex()}%"],
            )
            if cursor.fetchone()[0]:
                found.append((table, column))
    return found


def test_the_name_stands_nowhere(cast: Cast) -> None:
    """Not on the desk's pages and papers, in lists, the journal, the interface, nor in a column of these tables."""
    before = set(Entry.objects.values_list("pk", flat=True))
    row, matter, own = _sealed(cast)
    name, person = cast.person("member").name, cast.person("member").pk
    assert (matter.person_id, matter.opened_by_id, matter.union) == (None, None, cast.union("mine"))
    registered(cast, matter)
    handled(cast, matter)
    for who in ("clerk", "chair", "upper_officer"):
        client = cast.client(who)
        pages = [
            f"/desk/matters/{matter.pk}/",
            "/desk/matters/",
            "/concerns/desk/",
            "/desk/papers/",
            "/desk/notices/",
        ]
        papers = [f"/desk/papers/{paper.pk}/" for paper in papers_about(matter)]
        texts = [client.get(url).content.decode() for url in (*pages, *papers)]
        assert not [text for text in texts if name in text]
        assert NOBODY in texts[0]
    assert all(paper.person_id is None for paper in papers_about(matter))
    # what the clerk sees of the member's record tells nothing of it
    assert matter.number not in cast.client("clerk").get(f"/desk/people/{person}/").content.decode()
    assert matter.number not in cast.client("member").get("/matters/").content.decode()
    account = cast["member"].pk
    about = [str(matter.pk), str(row.pk), matter.number]
    made = Entry.objects.exclude(pk__in=before)
    assert not made.filter(account_id=account, subject_id__in=about).exists()
    assert not made.filter(subject_type__startswith="people.person", subject_id=str(person)).exists()
    assert _tells(name) == []
    assert NOBODY in cast.client("member").get(own).content.decode()


def test_the_worker_reads_writes_receives_and_asks_for_a_review(cast: Cast) -> None:
    _row, matter, own = _sealed(cast)
    member = cast.client("member")
    assert own in member.get("/concerns/sealed/").content.decode()
    assert member.post(own, {"write": "1", "text": " "}).status_code == 422
    assert member.post(own, {"write": "1", "text": "夜班也没有补。"}).status_code == 302
    desk = f"/concerns/desk/matters/{matter.pk}/sealed/"
    assert "夜班也没有补" in cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert cast.client("clerk").post(desk, {"write": "1", "text": ""}).status_code == 422
    assert cast.client("clerk").post(desk, {"write": "1", "text": "请补充工资条。"}).status_code == 302
    assert "请补充工资条" in member.get(own).content.decode()
    told = Message.objects.select_related("notice").get(person=cast.person("member"))
    assert (told.notice.union_id, told.notice.kind) == (None, "concerns.sealed_news")
    assert str(matter.pk) not in told.notice.key.split(".")
    _adds_a_file(cast, matter, own)
    assert member.post(own, {"rate": "1", "solved": "yes", "satisfied": "5"}).status_code == 422
    registered(cast, matter)
    assert Message.objects.filter(person=cast.person("member")).count() == 2  # a step ended
    handled(cast, matter)
    opinion = papers_about(matter).get(kind="concerns.opinion")
    printed = member.get(f"{own}papers/{opinion.pk}/").content.decode()
    assert NOBODY in printed and concern_of(matter).received_on == today()
    checked(cast, matter)
    assert member.post(own, {"rate": "1", "solved": "yes", "satisfied": "5"}).status_code == 302
    assert member.post(own, {"review": "1", "text": "只补了一半。"}).status_code == 302
    review = concern_of(matter).reviews.get().matter
    assert review is not None and (review.person_id, review.union) == (None, cast.union("county"))
    for who in ("worker", "clerk"):
        assert cast.client(who).get(own).status_code == 404
        assert cast.client(who).post(own, {"write": "1", "text": "x"}).status_code == 404


def _adds_a_file(cast: Cast, matter: Matter, own: str) -> None:
    """Under no name of its own, added by nobody."""
    member, name = cast.client("member"), cast.person("member").name
    bad = member.post(own, {"file": "1", "paper": SimpleUploadedFile("x.svg", b"<svg/>")})
    assert bad.status_code == 422 and 'id="id_file_paper_error"' in bad.content.decode()
    assert member.post(own, {"file": "1"}).status_code == 422
    given = {"file": "1", "paper": SimpleUploadedFile(f"{name}的工资条.png", picture())}
    assert member.post(own, given).status_code == 302
    kept = attachments_of(matter)[0]
    assert kept.account_id is None and name not in kept.name.reveal()
    assert "材料1" in cast.client("clerk").get(f"/desk/matters/{matter.pk}/").content.decode()


def test_an_officer_above_opens_it_with_a_reason_and_the_worker_is_told(cast: Cast) -> None:
    row, matter, own = _sealed(cast)
    name, url = cast.person("member").name, f"/concerns/desk/matters/{matter.pk}/sealed/"
    officer = cast.client("upper_officer")
    given = {"open": "1", "reason": "需要与本人核对工资明细"}
    assert cast.client("chair").post(url, given).status_code == 403  # of the unit, also a leader
    assert name not in officer.post(url, {"open": "1", "reason": ""}).content.decode()
    assert not SealedLine.objects.exists()
    page = officer.post(url, given)
    assert page.status_code == 200 and name in page.content.decode()
    assert name not in officer.get(f"/desk/matters/{matter.pk}/").content.decode()  # this once
    assert "需要与本人核对工资明细" in cast.client("member").get(own).content.decode()
    assert Notice.objects.get(kind="concerns.name_seen").union_id is None
    look = Entry.objects.get(code="concerns.anonymous.name_opened")
    assert (look.subject_id, look.union_id) == (str(row.pk), cast.union("county").pk)
    assert str(cast.person("member").pk) not in str(look.data)


def test_who_is_on_the_payroll_opens_nothing(cast: Cast) -> None:
    """The officer above works for the employer, part of the time."""
    _row, matter, _own = _sealed(cast, "above")
    employer = Coverage.objects.filter(union=cast.union("mine")).first()
    assert employer is not None
    url, given = f"/concerns/desk/matters/{matter.pk}/sealed/", {"open": "1", "reason": "核对"}
    with everywhere(PLATFORM, "a test"):
        employed = Employment.objects.create(
            person=cast.person("upper_officer"), employer=employer.employer, started=today() - timedelta(days=90)
        )
    officer = cast.client("upper_officer")
    assert 'name="open"' not in officer.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert officer.post(url, given).status_code == 403
    with everywhere(PLATFORM, "a test"):
        employed.delete()
    assert officer.post(url, given).status_code == 200


def test_no_mediation_and_no_handling_of_the_own(cast: Cast) -> None:
    """Other services name both sides; and the clerk who brings it does not decide about it."""
    _row, matter, _own = _sealed(cast)
    url = f"/concerns/desk/matters/{matter.pk}/passing-on/"
    assert cast.client("clerk").post(url, {"to": "mediation.dispute"}).status_code == 403
    bring(cast.client("clerk"), "own", sealed="on")
    own = Matter.objects.latest("pk")
    given = {"kind": "claim", "category": "wages", "difficulty": "ordinary", "elsewhere": ""}
    assert done(cast.client("clerk"), own, outcome="accept", **given).status_code == 422
    assert done(cast.client("chair"), own, outcome="accept", **given).status_code == 302


def test_staff_enter_one_and_it_is_withdrawn(cast: Cast) -> None:
    """What staff type is sealed at once; a group's speakers are named or nobody is."""
    _row, matter, own = _sealed(cast)
    assert cast.client("member").post(own, {"other": "1"}).status_code == 200
    matter.refresh_from_db()
    assert matter.is_open, "no button that we know"
    assert cast.client("member").post(own, {"withdraw": "1"}).status_code == 302
    matter.refresh_from_db()
    assert matter.state == State.WITHDRAWN
    given = {
        **SAID,
        "union": str(cast.union("mine").pk),
        "way": "call",
        "made": today().isoformat(),
        "sealed": "on",
        "phone": "13800138000",
    }
    clerk = cast.client("clerk")
    assert clerk.post("/concerns/desk/new/", {**given, "name": ""}).status_code == 422
    assert clerk.post("/concerns/desk/new/", {**given, "name": "来电人甲", "speakers": "甲"}).status_code == 422
    answer = clerk.post("/concerns/desk/new/", {**given, "name": "来电人甲"})
    assert answer.status_code == 302
    page = clerk.get(answer["Location"]).content.decode()
    assert "来电人甲" not in page and "13800138000" not in page and NOBODY in page
    entered = Confidential.objects.get(whose=None)
    assert _tells("来电人甲") == []
    opened = cast.client("upper_officer").post(
        f"/concerns/desk/matters/{entered.concern.matter_id}/sealed/", {"open": "1", "reason": "回电"}
    )
    assert "13800138000" in opened.content.decode()
    assert Concern.objects.filter(confidential__isnull=False).count() == 2


def test_two_of_one_worker_count_once_and_the_name_goes_in_time(cast: Cast) -> None:
    for _at in range(2):
        row, _matter, own = _sealed(cast)
    rows = list(Concern.objects.select_related("matter", "confidential"))
    assert (len(rows), how_many(rows)) == (2, 1)
    assert cast.client("member").post(own, {"withdraw": "1"}).status_code == 302
    assert forget_names() == 0
    concern = Concern.objects.select_related("matter__union").get(pk=row.pk)
    review = Review(concern=concern, stage=1, said=Said(text="不服").packed())
    review.save()
    reviewed = Matter.objects.filter(pk=_open(PLATFORM, review).pk)
    with travelled(to=now() + timedelta(days=400)):
        withdraw_matter(PLATFORM, reviewed.get())
        assert forget_names() == 0, "the days run from the last word"
        reviewed.update(closed=now() - timedelta(days=399))
        assert forget_names() == 1
    row.refresh_from_db()
    assert row.contact is None and row.forgotten_on is not None
    refused = cast.client("upper_officer").post(
        f"/concerns/desk/matters/{row.concern.matter_id}/sealed/", {"open": "1", "reason": "核对"}
    )
    assert refused.status_code == 422


def _news(person: int) -> int:
    return Message.objects.filter(person=person, notice__kind__startswith="concerns.").count()


def test_who_became_another_record_hears_of_it_and_who_was_erased_does_not(cast: Cast) -> None:
    """An account has the record that stays: the other's messages nobody would read."""
    _row, matter, _own = _sealed(cast)
    member, stays = cast.person("member"), cast.person("worker")
    url, given = f"/concerns/desk/matters/{matter.pk}/sealed/", {"open": "1", "reason": "核对"}
    with everywhere(PLATFORM, "a test"):
        Person.objects.filter(pk=member.pk).update(state=Person.State.MERGED, merged_into=stays)
    assert cast.client("upper_officer").post(url, given).status_code == 200
    assert (_news(member.pk), _news(stays.pk)) == (0, 1)
    with everywhere(PLATFORM, "a test"):
        Person.objects.filter(pk=member.pk).update(state=Person.State.ERASED)
    assert cast.client("clerk").post(url, {"write": "1", "text": "请补充工资条。"}).status_code == 302
    assert (_news(member.pk), _news(stays.pk)) == (0, 1)


def test_a_correction_is_told_and_stands_in_the_dialogue(cast: Cast) -> None:
    _row, matter, own = _sealed(cast)
    registered(cast, matter)
    handled(cast, matter)
    checked(cast, matter)
    before, step = _news(cast.person("member").pk), Task.objects.get(matter=matter, key="handle")
    with acting(cast.actor("clerk")):
        asked = ask_correction(cast.actor("clerk"), step, "写错了", told="答复有误，将重新答复。")
    with acting(cast.actor("chair")):
        approve_correction(cast.actor("chair"), asked)
    assert _news(cast.person("member").pk) == before + 1
    assert "答复有误，将重新答复。" in cast.client("member").get(own).content.decode()
