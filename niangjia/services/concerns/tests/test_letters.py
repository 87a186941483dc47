"""Letters to employers: sent as papers, answered with their scan, told upwards, followed by the next."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from niangjia.engines.notices.sending.models import Message
from niangjia.engines.papers.models import Paper
from niangjia.engines.people.models import Employer
from niangjia.foundation.attachments.keeping import attachments_of
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import SHANGHAI, today, travelled
from niangjia.services.concerns.letters.acts import tell_late_letters
from niangjia.services.concerns.models import Letter

from .samples import appoint, brought

if TYPE_CHECKING:
    from tests.harness.people import Cast

URL = "/concerns/desk/letters/"
WORDS = {"situation": "你单位未按时发放工资。", "asks": "请于规定期限内补发。", "basis": "劳动法第五十条"}


def _sent(cast: Cast, kind: str = "opinion", query: str = "", who: str = "clerk", union: str = "mine") -> Letter:
    for key in ("clerk", "chair"):
        _ = cast[key]
    given = {"union": cast.union(union).pk, "employer": Employer.objects.get().pk, "to": "", **WORDS}
    if union != "mine":  # which covers that employer
        given |= {"employer": "", "to": "石河煤业有限公司"}
    if kind == "advice":
        given["to"] = "石河县劳动监察大队"
    answer = cast.client(who).post(f"{URL}new/{kind}/{query}", given)
    assert answer.status_code == 302, answer.content.decode()
    return Letter.objects.select_related("union", "paper", "matter").latest("sent", "number")


def _answer(**more: Any) -> dict[str, Any]:
    scan = SimpleUploadedFile("复函.pdf", pdf())
    return {"day": today().isoformat(), "reply": "done", "text": "已补发。", "scan": scan, **more}


def _later(days: int) -> datetime:
    return datetime.combine(today() + timedelta(days=days), time(12), SHANGHAI)


def test_a_letter_is_a_paper_and_its_answer_has_its_scan(cast: Cast) -> None:
    clerk = cast.client("clerk")
    begins = clerk.get(f"{URL}new/opinion/").content.decode()
    assert "经我会调查核实" in begins, "a text to begin from"
    assert clerk.get(f"{URL}new/nothing/").status_code == 404
    bare = clerk.post(f"{URL}new/hint/", {"union": cast.union("mine").pk, **WORDS, "asks": ""})
    assert bare.status_code == 422
    assert WORDS["situation"] in bare.content.decode(), "nothing typed is lost"
    row = _sent(cast)
    assert row.addressee == Employer.objects.get().name
    assert row.paper is not None
    assert row.number == row.paper.number != ""
    printed = clerk.get(f"/desk/papers/{row.paper.pk}/print/").content.decode()
    assert "工会劳动法律监督意见书" in printed
    assert row.addressee in clerk.get(URL).content.decode()
    url = f"{URL}{row.pk}/"
    assert clerk.post(url, _answer(scan="")).status_code == 422
    future = (today() + timedelta(days=1)).isoformat()
    assert clerk.post(url, _answer(day=future)).status_code == 422
    assert clerk.post(url, _answer()).status_code == 302
    row.refresh_from_db()
    assert (row.answered, row.reply) == (today(), "done")
    assert [one.name.reveal() for one in attachments_of(row)] == ["复函.pdf"]
    assert attachments_of(row)[0].sealed
    assert clerk.post(url, _answer()).status_code == 422, "once"
    assert row.number in clerk.get(f"{URL}?view=answered").content.decode()


def test_letters_are_for_who_handles_concerns_there(cast: Cast) -> None:
    row = _sent(cast)
    url, given = f"{URL}{row.pk}/", {"union": cast.union("mine").pk, "to": "甲公司", **WORDS}
    assert cast.client("member").get(URL).status_code == 403
    assert cast.client("other_clerk").get(url).status_code == 404
    assert cast.client("other_clerk").post(f"{URL}new/hint/", given).status_code == 422, "not their union"
    above = cast.client("upper_officer")
    assert above.get(url).status_code == 200, "who is above reads"
    assert above.post(url, _answer()).status_code == 403, "and does not do it in their place"


def test_without_an_answer_it_is_told_upwards_and_another_follows(cast: Cast) -> None:
    appoint(cast, "other_clerk", "county")
    _ = cast["upper_officer"]
    row = _sent(cast, "hint")
    assert tell_late_letters() == 0
    told: list[set[int]] = []
    start = (row.due - today()).days
    for days in (1, 1, 8, 15, 30):
        with travelled(to=_later(start + days)):
            tell_late_letters()
        told.append(set(Message.objects.filter(notice__kind="concerns.letter_late").values_list("person", flat=True)))
    mine = {cast.person("clerk").pk, cast.person("chair").pk}
    county, city = cast.person("other_clerk").pk, cast.person("upper_officer").pk
    assert told == [mine, mine, mine | {county}, mine | {county, city}, mine | {county, city}]
    early = cast.client("clerk").get(f"{URL}new/advice/?after={row.pk}")
    assert early.status_code == 200
    with travelled(to=_later(start + 2)):
        assert "逾期" in cast.client("clerk").get(f"{URL}?view=late").content.decode()
        after = _sent(cast, "advice", f"?after={row.pk}")
        assert after.follows == row
        assert after.addressee == "石河县劳动监察大队"
        again = cast.client("clerk").post(
            f"{URL}new/hint/?after={row.pk}", {"union": cast.union("mine").pk, "to": "甲公司", **WORDS}
        )
        assert again.status_code == 422


def test_what_was_refused_is_followed_by_a_proposal_and_what_was_done_is_not(cast: Cast) -> None:
    """逾期不改正的, the union proposes to the authority what it should do."""
    first, clerk = _sent(cast), cast.client("clerk")
    after = f"{URL}new/advice/?after={first.pk}"
    given = {"union": cast.union("mine").pk, "to": "石河县劳动监察大队", **WORDS}
    assert clerk.post(after, given).status_code == 422, "its time is not over"
    assert clerk.post(f"{URL}{first.pk}/", _answer(reply="refused")).status_code == 302
    page = clerk.get(f"{URL}{first.pk}/").content.decode()
    assert after.replace("&", "&amp;") in page and "没有改正" in page
    assert "没有改正" in clerk.get(after).content.decode()
    assert _sent(cast, "advice", f"?after={first.pk}").follows == first
    assert clerk.post(after, given).status_code == 422, "once"
    done = _sent(cast)
    assert clerk.post(f"{URL}{done.pk}/", _answer()).status_code == 302
    assert clerk.post(f"{URL}new/advice/?after={done.pk}", given).status_code == 404


def test_a_letter_about_what_went_past_is_found_by_nobody_of_the_unit(cast: Cast) -> None:
    """Written at the county, about a concern against the mine; who has posts at both finds neither of it."""
    appoint(cast, "other_clerk", "county")
    matter = brought(cast, "above")
    row = _sent(cast, "hint", f"?matter={matter.pk}", "other_clerk", "county")
    assert row.matter == matter
    assert row.number in cast.client("other_clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    appoint(cast, "clerk", "county")
    both = cast.client("clerk")
    assert row.number not in both.get(URL).content.decode()
    assert both.get(f"{URL}{row.pk}/").status_code == 404
    assert both.get(f"{URL}new/hint/?matter={matter.pk}").status_code == 404
    assert both.get(f"/desk/papers/{Paper.objects.get(number=row.number).pk}/").status_code == 404
    own = brought(cast)
    assert cast.client("upper_officer").get(f"{URL}new/hint/?matter={own.pk}").status_code == 403


def test_two_clicks_send_one_letter(cast: Cast) -> None:
    _ = cast["chair"]
    clerk, url = cast.client("clerk"), f"{URL}new/hint/"
    key = re.search(r'name="key" value="([^"]+)"', clerk.get(url).content.decode())
    assert key
    given = {"union": cast.union("mine").pk, "to": "甲公司", **WORDS, "key": key[1]}
    assert [clerk.post(url, given).status_code for _click in range(2)] == [302, 422]
    assert Letter.objects.count() == Paper.objects.filter(kind="concerns.letter").count() == 1
