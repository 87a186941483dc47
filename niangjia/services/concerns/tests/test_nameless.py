"""Without a name: from the form to the rating by the receipt alone, and what the database and the logs know then."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client

from niangjia.engines.journal.models import Entry
from niangjia.engines.matters.models import Matter, Note
from niangjia.engines.papers.verbs import papers_about
from niangjia.engines.people.models import Coverage, Employer
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments import About
from niangjia.foundation.attachments.keeping import attachments_of, keep_file
from niangjia.foundation.attachments.limits import Limits
from niangjia.foundation.attachments.tests.samples import picture
from niangjia.foundation.clock import today
from niangjia.services.concerns.acts.anonymous import (
    erase_old,
    settle_days,
    with_receipt,
    write_with_receipt,
)
from niangjia.services.concerns.finding import receives
from niangjia.services.concerns.models import (
    Anonymous,
    Concern,
    Held,
    HeldNote,
    Letter,
    Line,
    Named,
    Part,
    Press,
    UsedToken,
)
from niangjia.services.concerns.pages.tokens import new_token

from .samples import appoint, brought, checked, done, handed_in, handled, nameless_form, registered, worked

if TYPE_CHECKING:
    from tests.harness.people import Cast

ADDRESS, AGENT, REFERER = "203.0.113.77", "Sonderbrowser/9.1", "https://intranet.mine.example/"
SENDER = {
    "REMOTE_ADDR": ADDRESS,
    "HTTP_X_FORWARDED_FOR": ADDRESS,
    "HTTP_USER_AGENT": AGENT,
    "HTTP_REFERER": REFERER,
    "HTTP_ACCEPT_LANGUAGE": "bo-CN,bo;q=0.9",
}
COLUMNS = """
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN
        ('text', 'character varying', 'bytea', 'json', 'jsonb', 'inet', 'character', 'ARRAY', 'uuid')
"""


def _officers(cast: Cast) -> None:
    appoint(cast, "upper_officer", "county")
    appoint(cast, "other_clerk", "county", Role.VICE_CHAIR)


def _with_receipt(client: Client, receipt: str, **typed: str) -> str:
    answer = client.post("/concerns/anonymous/receipt/", {"receipt": receipt, "token": new_token(), **typed})
    assert answer.status_code == 200
    return answer.content.decode()


def _whole_way(cast: Cast, sender: Client) -> str:
    """Handed in, written about, taken up, answered, rated: the receipt."""
    receipt = handed_in(cast, sender)
    row = Anonymous.objects.get()
    desk = f"/concerns/desk/anonymous/{row.pk}/"
    officer = cast.client("upper_officer")
    assert "三月至五月的工资没有发" in officer.get(desk).content.decode()
    assert officer.post(desk, {"write": "1", "text": "是哪个队？"}).status_code == 302
    assert "是哪个队" in _with_receipt(sender, receipt)
    assert "采煤二队" in _with_receipt(sender, receipt.lower().replace("-", " "), write="1", text="采煤二队")
    taken = officer.post(desk, {"take": "1"})
    assert taken.status_code == 302
    matter = Matter.objects.latest("pk")
    assert (matter.procedure, matter.person_id, matter.bypassed) == ("concerns.anonymous", None, cast.union("mine"))
    registered(cast, matter, "upper_officer")
    handled(cast, matter, "upper_officer")
    assert "公司已于本月补发" in _with_receipt(sender, receipt)
    checked(cast, matter, "other_clerk")
    page = _with_receipt(sender, receipt, rate="1", solved="yes", satisfied="5")
    assert 'name="rate"' not in page
    row.refresh_from_db()
    assert (row.solved, row.satisfied) == (True, 5)
    return receipt


def test_it_goes_from_form_to_rating_and_nothing_leads_back(cast: Cast, log: io.StringIO) -> None:
    """The sender is signed in, in the same browser, from an address and with a browser that are told apart.

    Searched afterwards: every column of text, bytes, JSON, addresses and keys of every table (listed with `pytest
    -s`), and all that was logged; for the address, the browser, where it came from, the session, the receipt, and the
    account's and the person's numbers in rows of ours and of the journal about it.
    """
    _officers(cast)
    sender = Client(**SENDER)  # type: ignore[arg-type]
    sender.force_login(cast["member"])
    session = sender.cookies["session"].value
    known = set(_everywhere(session)), set(_everywhere(ADDRESS))
    receipt = _whole_way(cast, sender)
    bare = receipt.replace("-", "")
    clues = (ADDRESS, AGENT, REFERER, receipt, bare, bare.lower())
    assert known[0]  # the search does find what is there: the session of the browser, in the table of sessions
    searched = _columns()
    print(f"searched: {len(searched)} columns of {len({table for table, _column in searched})} tables", *searched)  # noqa: T201
    assert len(searched) > 300
    assert {clue: _everywhere(clue) for clue in clues if _everywhere(clue)} == {}
    assert set(_everywhere(session)) == known[0]
    assert set(_everywhere(ADDRESS)) == known[1]
    written = log.getvalue()
    assert [clue for clue in (*clues, session, "/concerns/anonymous/") if clue in written] == []
    _nobodys(cast)


def _nobodys(cast: Cast) -> None:
    """The journal's entries of the sender's side have a day and nothing else; nothing of ours says the hour."""
    row = Anonymous.objects.get()
    assert not Entry.objects.filter(subject_id=str(row.pk), actor=None).exists()  # the journal hears of it at night
    assert settle_days() == 1
    assert settle_days() == 0
    entries = Entry.objects.filter(subject_type="concerns.concern", subject_id=str(row.pk), actor=None)
    assert {entry.code for entry in entries} == {
        f"concerns.anonymous.{what}" for what in ("brought", "wrote", "rated")
    }
    for entry in entries:
        assert (entry.account_id, entry.request_id, entry.union_id, entry.data) == (None, None, None, None)
        assert (entry.time.hour, entry.time.minute) == (16, 0)  # midnight in Shanghai
    account, person = cast["member"].pk, cast.person("member").pk
    assert not Entry.objects.filter(account_id=account, code__startswith="concerns.").exists()
    assert not Matter.objects.filter(person=person).exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_name IN "
            "('concerns_concern', 'concerns_anonymous', 'concerns_line', 'concerns_usedtoken') "
            "AND data_type LIKE 'timestamp%'"
        )
        assert cursor.fetchall() == []


def _columns() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        return [(table, column) for table, column, _kind in cursor.fetchall()]


def _everywhere(clue: str) -> list[tuple[str, str]]:
    """Columns in which the clue stands, as text or as its bytes."""
    found = []
    with connection.cursor() as cursor:
        for table, column in _columns():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE position(%s in "{column}"::text) > 0 '  # noqa: S608
                f'OR position(%s in "{column}"::text) > 0',
                [clue, clue.encode().hex()],
            )
            if cursor.fetchone()[0]:
                found.append((table, column))
    return found


def test_no_answer_sets_a_cookie_or_bears_a_number(cast: Cast) -> None:
    sender = Client(**SENDER)  # type: ignore[arg-type]
    sender.force_login(cast["member"])
    for answer in (
        sender.get("/concerns/anonymous/"),
        sender.post("/concerns/anonymous/", {"text": "x"}),
        sender.get("/concerns/anonymous/receipt/"),
        sender.post("/concerns/anonymous/receipt/", {"receipt": "0000"}),
        sender.get("/concerns/anonymous/nowhere/"),
    ):
        assert not answer.cookies
        assert "X-Request-Id" not in answer
        assert answer["Cache-Control"] == "no-store, private"
        assert "王小梅" not in answer.content.decode()  # a page that knew who asks would greet


def test_a_form_is_good_once_and_only_with_its_work(cast: Cast) -> None:
    client = Client()
    _ = cast.union("mine")
    form = nameless_form(client)
    for bad in ({"work": "0"}, {"work": "x"}, {"token": form["token"] + "x"}, {"token": "", "work": ""}):
        page = client.post("/concerns/anonymous/", {**form, **bad}).content.decode()
        assert "三月至五月的工资没有发" in page  # nothing typed is lost
        assert not Concern.objects.exists()
    assert worked(form["token"]) == form["work"]
    client.post("/concerns/anonymous/", form)
    client.post("/concerns/anonymous/", form)
    assert Concern.objects.count() == 1
    assert UsedToken.objects.count() == 1


def test_what_was_settled_meanwhile_is_not_settled_twice_and_tokens_are_ours(cast: Cast) -> None:
    """The night runs between reading a receipt's row and writing with it."""
    client = Client()
    receipt = handed_in(cast, client)
    read = with_receipt(receipt)
    assert read is not None
    assert settle_days() == 1
    write_with_receipt(read, "补充一句")
    assert Anonymous.objects.get().pending == ["concerns.anonymous.wrote"]
    before = Line.objects.count()
    for token in ("", "made-up"):
        assert "重新提交" in _with_receipt(client, receipt, write="1", text="xx", token=token)
    assert Line.objects.count() == before


def test_who_may_read_it(cast: Cast) -> None:
    """By a post in that very union, by nobody of the unit, and the union above sees that there is one, no word."""
    handed_in(cast)
    row = Anonymous.objects.get()
    assert row.union == cast.union("county")
    desk = f"/concerns/desk/anonymous/{row.pk}/"
    assert [cast.client(who).get(desk).status_code for who in ("chair", "clerk", "upper_officer")] == [404, 403, 403]
    appoint(cast, "chair", "county")  # a second post elsewhere
    assert cast.client("chair").get(desk).status_code == 404
    assert str(row.pk) not in cast.client("chair").get("/concerns/desk/anonymous/").content.decode()
    _officers(cast)
    matter_page = cast.client("other_clerk").post(desk, {"take": "1"})["Location"]
    assert cast.client("other_clerk").post(desk, {"take": "1"}).status_code == 302  # taken up already: said, not done
    assert Matter.objects.count() == 1
    assert "三月至五月" in cast.client("other_clerk").get(matter_page).content.decode()
    assert cast.client("chair").get(matter_page).status_code == 404


def test_who_works_for_the_employer_reads_nothing(cast: Cast) -> None:
    """Without a post at its union: a vice chair of the county who is paid by the mine. Nor has that union's upper it,
    where it covers the employer itself.
    """
    appoint(cast, "worker", "county", Role.VICE_CHAIR)
    handed_in(cast, name="张保密")
    row = Anonymous.objects.get()
    desk, client = f"/concerns/desk/anonymous/{row.pk}/", cast.client("worker")
    assert str(row.pk) not in client.get("/concerns/desk/anonymous/").content.decode()
    assert [client.get(desk).status_code, client.post(desk, {"take": "1"}).status_code] == [404, 404]
    assert client.post(desk, {"name": "1", "reason": "看看"}).status_code == 404
    _officers(cast)
    named = brought(cast, "above")
    taken = cast.client("upper_officer").post(desk, {"take": "1"})["Location"]
    for page in (taken, f"/desk/matters/{named.pk}/"):
        assert "三月至五月" in cast.client("upper_officer").get(page).content.decode()
        assert "三月至五月" not in client.get(page).content.decode()
    given = {"kind": "claim", "category": "wages", "difficulty": "ordinary"}
    assert done(client, named, outcome="accept", **given).status_code == 422
    Coverage.objects.create(union=cast.union("county"), employer=Employer.objects.get(), valid_from=today())
    assert receives(cast.union("mine")) == (cast.union("city"), cast.union("county"))


def test_letters_reports_and_papers_about_it_are_for_who_reads_it(cast: Cast) -> None:
    """Not for who is above or a clerk of that union, nor for its vice chair whom the employer pays."""
    appoint(cast, "other_clerk", "county")
    appoint(cast, "worker", "county", Role.VICE_CHAIR)
    _ = cast["upper_officer"]
    handed_in(cast)
    officer, desk = cast.client("other_clerk"), "/concerns/desk/"
    officer.post(f"{desk}anonymous/{Anonymous.objects.get().pk}/", {"take": "1"})
    matter = Matter.objects.latest("pk")
    registered(cast, matter, "other_clerk")
    words = {"situation": "你单位三月至五月未发工资。", "asks": "请补发。", "basis": "劳动法第五十条"}
    given = {"union": cast.union("county").pk, "to": "石河煤业", **words}
    assert officer.post(f"{desk}letters/new/hint/", {**given, "to": "甲公司"}).status_code == 302
    assert officer.post(f"{desk}letters/new/hint/?matter={matter.pk}", given).status_code == 302
    report = {"bodies": ["party", "above"], "happened": "停工", "done": "到场"}
    assert officer.post(f"{desk}matters/{matter.pk}/urgent/", report).status_code == 302
    Part.objects.create(matter=matter, union=cast.union("county"), asks="考勤", due=today())
    _read_by(cast, matter, "other_clerk", True)
    _read_by(cast, matter, "upper_officer", False)
    appoint(cast, "upper_officer", "county", Role.CLERK)
    _read_by(cast, matter, "upper_officer", False)
    _read_by(cast, matter, "worker", False)
    parts = [cast.client(who).get(f"{desk}parts/").content.decode() for who in ("other_clerk", "worker")]
    assert [matter.number in text for text in parts] == [True, False]


def _read_by(cast: Cast, matter: Matter, who: str, reads: bool) -> None:
    letter, papers, client = Letter.objects.get(matter=matter), list(papers_about(matter)), cast.client(who)
    assert len(papers) > 2
    desk = f"/concerns/desk/letters/{letter.pk}/"
    status = 200 if reads else 404
    for page in (desk, *(f"/desk/papers/{paper.pk}/" for paper in papers)):
        assert client.get(page).status_code == status, (who, page)
    assert client.post(desk, {}).status_code == (422 if reads else 404)
    lists = ("/concerns/desk/letters/", "/concerns/desk/urgent/", "/desk/papers/")
    texts = [client.get(page).content.decode() for page in lists]
    assert "甲公司" in texts[0], "what is about no such concern stays"
    assert [letter.number in texts[0], matter.number in texts[1], letter.number in texts[2]] == [reads] * 3, who


def test_why_it_is_led_elsewhere_is_read_with_the_receipt(cast: Cast) -> None:
    _officers(cast)
    client = Client()
    receipt = handed_in(cast, client)
    cast.client("upper_officer").post(f"/concerns/desk/anonymous/{Anonymous.objects.get().pk}/", {"take": "1"})
    matter = Matter.objects.latest("pk")
    page = cast.client("upper_officer").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "给申请人" not in page  # a note that nobody would get
    registered(cast, matter, "upper_officer", "guide", reason="请向县劳动人事争议仲裁委员会申请仲裁")
    assert "请向县劳动人事争议仲裁委员会申请仲裁" in _with_receipt(client, receipt)


def test_a_sealed_name_is_opened_with_a_reason_and_the_sender_is_told(cast: Cast) -> None:
    _officers(cast)
    client = Client()
    receipt = handed_in(cast, client, name="张保密", phone="13800138000")
    row = Anonymous.objects.get()
    desk, officer = f"/concerns/desk/anonymous/{row.pk}/", cast.client("upper_officer")
    assert "张保密" not in officer.get(desk).content.decode()
    assert officer.post(desk, {"name": "1", "reason": ""}).status_code == 422
    assert "张保密" in officer.post(desk, {"name": "1", "reason": "约见核实工资表"}).content.decode()
    assert Entry.objects.filter(code="concerns.anonymous.name_opened").count() == 1
    told = _with_receipt(client, receipt)
    assert cast["upper_officer"].name in told
    assert "约见核实工资表" in told


def test_words_go_when_their_time_is_over_and_leave_a_tombstone(cast: Cast) -> None:
    """Also from the papers, which stay; not while it is open, nor while nobody took it up."""
    _officers(cast)
    client, officer = Client(), cast.client("upper_officer")
    receipt = handed_in(cast, client)
    row = Anonymous.objects.get()
    assert "x" in _with_receipt(client, receipt, write="1", text="xx")
    officer.post(f"/concerns/desk/anonymous/{row.pk}/", {"keep": "1"})
    longer = Anonymous.objects.get().keep_until
    assert longer > row.keep_until
    Anonymous.objects.update(keep_until=today() - timedelta(days=1))
    assert erase_old() == 0
    officer.post(f"/concerns/desk/anonymous/{row.pk}/", {"take": "1"})
    matter = Matter.objects.latest("pk")
    registered(cast, matter, "upper_officer")
    Note(matter=matter, kind=Note.Kind.INSIDE, text="三月至五月的工资").save(force_insert=True)
    beside = {"matter": matter, "union": matter.union, "due": today()}
    Part.objects.create(**beside, asks="三月至五月的工资", answered=today(), answer="补发工资")
    Press.objects.create(**beside, kind="urge", text="补发工资")
    held = Held.objects.create(**beside, ending="补发工资")
    HeldNote.objects.create(held=held, text="补发工资", position=1)
    officer.post(f"/concerns/desk/matters/{matter.pk}/names/", {"name": "被诉人甲"})
    assert Named.objects.count() == 1
    keep_file(PLATFORM, About.of(matter), picture(), "工资条.jpg", slot="", limits=Limits())
    assert erase_old() == 0
    handled(cast, matter, "upper_officer")
    checked(cast, matter, "other_clerk")
    assert erase_old() == 1
    assert (Line.objects.count(), Concern.objects.get().said) == (0, None)
    assert not Note.objects.filter(matter=matter).exists()
    part, press, held = Part.objects.get(), Press.objects.get(), Held.objects.get()
    assert (part.asks, part.answer, press.text, held.ending, held.notes.count()) == (None, None, None, None, 0)
    tombstone = officer.get(f"/desk/matters/{matter.pk}/")
    assert (tombstone.status_code, "被诉人甲" in tombstone.content.decode()) == (200, False)
    assert (Named.objects.count(), attachments_of(matter)) == (0, [])
    for paper in papers_about(matter):
        printed = officer.get(f"/desk/papers/{paper.pk}/print/").content.decode()
        assert matter.number in printed and "补发工资" not in printed
    page = _with_receipt(client, receipt)
    assert "三月至五月" not in page
    assert not re.search(r"<textarea", page)
    assert erase_old() == 0
