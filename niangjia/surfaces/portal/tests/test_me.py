"""My record, who looked, consents, corrections, the copy of my data."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.journal import look, register_code
from niangjia.engines.journal.models import Entry
from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.sending.models import Message, State
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.notices.tests.conftest import carry_out
from niangjia.engines.notices.tests.samples import PLAIN, WORDS
from niangjia.engines.people.consents.reading import has_consented
from niangjia.engines.people.models import IdentityDocument, Relative
from niangjia.engines.people.persons.revealing import reveal
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, now, travelled
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from niangjia.surfaces.portal.takeout.making import file_of, sweep_copies
from tests.harness.people import PASSWORD

from .samples import furnish

if TYPE_CHECKING:
    from tests.harness.people import Cast

RECORD, SHOW, LOOKS, COPY = map(reverse, ("portal:record", "portal:show", "portal:looks", "portal:copy"))
SEEN = register_code("test.portal.exported", sentence="取走了名单", look=True, purpose="换届选举")


def _page(cast: Cast, url: str, key: str = "member") -> str:
    return cast.client(key).get(url).content.decode()


def _row(cast: Cast, model: Any, key: str = "member") -> int:
    with acting(cast.actor(key)):
        return int(model.objects.get(person=cast.person(key)).pk)


def test_the_record_is_masked_until_i_show_a_value_and_that_is_in_my_list(cast: Cast) -> None:
    furnish(cast)
    page = _page(cast, RECORD)
    assert "110**" in page
    assert "王小小" in page
    row = _row(cast, IdentityDocument)
    shown = cast.client("member").post(SHOW, {"what": "document", "row": row}).content.decode()
    with acting(cast.actor("member")):
        number = IdentityDocument.objects.get(pk=row).number.reveal()
    assert number not in page
    assert number in shown
    assert "查看了本人档案的完整内容" in _page(cast, LOOKS)


@pytest.mark.parametrize("data", [{}, {"what": "account", "row": 1}, {"what": "document", "row": "x"}])
def test_what_is_no_row_is_not_shown(cast: Cast, data: dict[str, Any]) -> None:
    assert cast.client("member").post(SHOW, data).status_code == 404


def test_somebody_elses_row_is_not_shown_nor_removed(cast: Cast) -> None:
    furnish(cast)
    row, child = _row(cast, IdentityDocument), _row(cast, Relative)
    assert cast.client("clerk").post(SHOW, {"what": "document", "row": row}).status_code == 404
    assert cast.client("clerk").post(reverse("portal:drop_relative", args=[child])).status_code == 404


def test_my_family_comes_and_goes(cast: Cast) -> None:
    client = cast.client("member")
    client.post(reverse("portal:new_relative"), {"relation": "parent", "name": "王大山"})
    assert "王大山" in client.get(RECORD).content.decode()
    client.post(reverse("portal:drop_relative", args=[_row(cast, Relative)]))
    assert "王大山" not in client.get(RECORD).content.decode()


def test_a_bad_number_of_a_relative_stays_in_the_form(cast: Cast) -> None:
    data = {"relation": "child", "name": "王小小", "number": "123"}
    answer = cast.client("member").post(reverse("portal:new_relative"), data)
    assert answer.status_code == 422
    assert 'value="王小小"' in answer.content.decode()


def test_a_look_by_a_clerk_says_the_post_and_not_the_name(cast: Cast) -> None:
    furnish(cast)
    _ = cast["clerk"], cast["member"]
    with acting(cast.actor("clerk")):
        person = cast.person("member")
        reveal(cast.actor("clerk"), person, person.details.get(), "电话回访")
        look(cast.actor("clerk"), SEEN, cast.union("mine"), shown=[person])
    page = _page(cast, LOOKS)
    for found in ("石河煤矿工会委员会", "工会干事", "电话回访", "换届选举", "他人查看 2 次"):
        assert found in page
    assert "刘芳" not in page


def test_looks_of_the_platform_and_of_who_has_no_post(cast: Cast) -> None:
    furnish(cast)
    look(PLATFORM, SEEN, cast.person("member"))
    look(cast.actor("worker"), SEEN, cast.person("member"))
    page = _page(cast, LOOKS)
    assert "平台" in page
    assert "当日无工会职务的账号" in page


def test_my_looks_are_mine_alone(cast: Cast) -> None:
    look(PLATFORM, SEEN, cast.person("member"))
    assert "换届选举" not in _page(cast, LOOKS, "worker")


def test_consent_is_given_and_taken_back_and_messages_stop_at_once(cast: Cast) -> None:
    client, person = cast.client("member"), cast.person("member")
    url, purpose = reverse("portal:consents"), "notices.messages"
    client.post(url, {"purpose": purpose, "answer": "yes"})
    with acting(cast.actor("member")):
        assert has_consented(person.pk, purpose)
    waiting = send(PLATFORM, PLAIN, person, union=None, variables=WORDS, key="test.consent")
    client.post(url, {"purpose": purpose, "answer": "no"})
    with acting(cast.actor("member")):
        assert not has_consented(person.pk, purpose)
    with travelled(to=(now() + timedelta(days=1)).astimezone(SHANGHAI).replace(hour=12)):  # not in quiet hours
        carry_out()
    text = Message.objects.get(notice=waiting, channel=Channel.SMS)
    assert (text.state, text.reason) == (State.GIVEN_UP, "not_wanted")
    send(PLATFORM, PLAIN, person, union=None, variables=WORDS, key="test.later")
    assert Message.objects.filter(channel=Channel.SMS).count() == 1  # no other one is queued
    assert 'value="2" checked' not in client.get(reverse("messages:choices")).content.decode()


def test_a_changed_password_is_in_the_journal(cast: Cast) -> None:
    client, new = cast.client("member"), "yellow-river-2026"
    assert reverse("access:new_password") in client.get(reverse("portal:me")).content.decode()
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("access:new_password"), data).status_code == 302
    entry = Entry.objects.get(code="access.account.password_changed")
    assert (entry.account_id, entry.data) == (cast["member"].pk, None)


def test_a_clerk_who_opens_the_record_stands_in_my_list_at_once(cast: Cast) -> None:
    person, mine = furnish(cast), cast.client("member")
    assert "还没有人查看过" in mine.get(LOOKS).content.decode()
    row = _row(cast, IdentityDocument)
    url = reverse("people:reveal", args=[person.pk, "document", row])
    assert cast.client("clerk").post(url, {"reason": "核对证件"}).status_code == 200
    page = mine.get(LOOKS).content.decode()
    assert "他人查看 1 次" in page
    assert "核对证件" in page
    assert "工会干事" in page


def test_a_purpose_that_is_none_is_not_found(cast: Cast) -> None:
    data = {"purpose": "x.y", "answer": "no"}
    assert cast.client("member").post(reverse("portal:consents"), data).status_code == 404


def _copied(cast: Cast) -> Job:
    client = cast.client("member")
    client.post(COPY)
    client.post(COPY)  # the one under way counts
    job = Job.objects.get(kind="portal.own_copy")
    run_slice(job.pk)
    return job


def test_the_copy_has_all_of_it_and_is_sealed_on_the_disk(cast: Cast) -> None:
    furnish(cast)
    job = _copied(cast)
    answer = cast.client("member").get(reverse("portal:copy_file", args=[job.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        found = json.loads(zipped.read("data.json"))
        page = next(zipped.read(name).decode() for name in zipped.namelist() if name.endswith(".html"))
    assert found["record"][0]["name"] == "王小梅"
    assert found["documents_and_contacts"][1]["value"] == "+8613800138000"
    assert found["memberships"][0]["union"] == "采煤一队分会"
    assert "+8613800138000" in page
    assert "王小小" in page
    sealed = file_of(job.pk)
    assert not zipfile.is_zipfile(sealed)
    assert sealed.stat().st_mode & 0o077 == 0
    assert Entry.objects.filter(code="portal.copy.made").count() == 1


def test_nobody_else_gets_the_copy(cast: Cast) -> None:
    job = _copied(cast)
    for key in ("clerk", "worker", "system_admin"):
        assert cast.client(key).get(reverse("portal:copy_file", args=[job.pk])).status_code == 404


def test_the_copy_is_gone_after_a_week(cast: Cast) -> None:
    job = _copied(cast)
    old = (now() - timedelta(days=8)).timestamp()
    os.utime(file_of(job.pk), (old, old))
    sweep_copies()
    assert not file_of(job.pk).exists()
    assert cast.client("member").get(reverse("portal:copy_file", args=[job.pk])).status_code == 404
    with travelled(to=now() + timedelta(days=8)):
        assert str(job.pk) not in _page(cast, COPY)


def test_who_is_no_longer_that_person_gets_no_copy(cast: Cast) -> None:
    client = cast.client("member")
    client.post(COPY)
    with acting(cast.actor("upper_officer")):
        cast.person("member").__class__.objects.filter(pk=cast.person("member").pk).update(account=None)
    job = Job.objects.get(kind="portal.own_copy")
    run_slice(job.pk)
    job.refresh_from_db()
    assert job.failure == "not_own"
