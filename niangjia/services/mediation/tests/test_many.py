"""Many apply together (第七条); the day for arbitration comes near; programs read figures; words of the erased go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.passing_on import Handed, pass_on
from niangjia.engines.notices.models import Notice
from niangjia.engines.notices.sending.hiding import shown_to
from niangjia.engines.papers import papers_about
from niangjia.engines.people.models import Post
from niangjia.engines.people.persons.moving import relations
from niangjia.engines.people.scope import acting, everywhere
from niangjia.engines.rules.deadlines import LastDay
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.mediation.acts.alarming import warn_of_days
from niangjia.services.mediation.acts.forgetting import forget_erased
from niangjia.services.mediation.models import Dispute
from niangjia.services.mediation.reading import PROCEDURE, limitation, said_of

from .conftest import ASKED, agreed, applied, done, row_of, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
NAMES = [f"工友{sign}" for sign in "甲乙丙丁戊己庚辛壬"]


def test_ten_apply_together_and_choose_who_speaks(cast: Cast) -> None:
    _ = cast["clerk"]
    worker, many = cast.client("worker"), {**ASKED, "others": "\n".join(NAMES), "speakers": "李大山、工友甲"}
    for wrong in (
        {"others": "\n".join([*NAMES, NAMES[0]])},
        {"others": NAMES[0]},
        {"speakers": " ".join(NAMES[:6])},
        {"speakers": "外人"},
        {"others": "\n".join(f"工友{at}" for at in range(200)), "speakers": ""},
    ):
        assert worker.post("/mediation/", {**many, **wrong}).status_code == 422, wrong
    assert worker.post("/mediation/", many).status_code == 302
    row, matter = Dispute.objects.get(), Matter.objects.get()
    assert (row.people, list(said_of(row).speakers)) == (10, ["李大山", "工友甲"])
    assert "工友甲" not in str(Dispute.objects.values().get())
    clerk = cast.client("clerk")
    page = clerk.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "工友壬" in page and "李大山、工友甲" in page
    back = {"way": "to_applicant", "reason": "少写一人"}
    assert clerk.post(f"/desk/matters/tasks/{task_of(matter).pk}/sending-back/", back).status_code == 302
    again = {**many, "others": "\n".join([*NAMES, "工友癸"]), "outcome": "handed_in"}
    assert "工友壬" in worker.get(f"/matters/{matter.pk}/").content.decode()
    assert worker.post(f"/matters/{matter.pk}/tasks/{task_of(matter).pk}/completion/", again).status_code == 302
    assert done(clerk, matter, outcome="accept", agrees="on").status_code == 302
    assert done(clerk, matter, outcome="agree", terms="分别付清", payments="").status_code == 302
    with acting(cast.actor("clerk")):
        papers = {paper.kind: paper.pk for paper in papers_about(matter)}
    for kind in ("mediation.application", "mediation.agreement"):
        printed = clerk.get(f"/desk/papers/{papers[kind]}/print/").content.decode()
        for said in ("李大山等11人", "工友癸", "全体申请人", "推举的代表"):
            assert said in printed


def _ends_in(row: Dispute, days: int) -> None:
    """Let the safe day for arbitration be so many days off."""
    limit = limitation(row)
    assert isinstance(limit, LastDay)
    moved = timedelta(days=limit.left(today()) - days)
    shifted = {name: getattr(row, name) - moved for name in ("applied", "knew", "left")}
    Dispute.objects.filter(pk=row.pk).update(**shifted)


def test_before_the_day_for_arbitration_is_over_the_worker_hears(cast: Cast) -> None:
    matter = applied(cast)
    row = row_of(matter)
    assert warn_of_days() == 0
    _ends_in(row, 29)
    row.refresh_from_db()
    assert 20 < limitation(row).left(today()) <= 30  # type: ignore[union-attr]
    assert (warn_of_days(), warn_of_days()) == (1, 1)
    near = Notice.objects.filter(kind="mediation.near")
    assert near.get().people == 1, "once"
    assert "仲裁期限" in cast.client("clerk").get("/mediation/desk/").content.decode()
    _ends_in(row_of(matter), 5)
    warn_of_days()
    assert set(near.values_list("key", flat=True)) == {f"mediation.near.{days}.{matter.pk}" for days in (30, 7)}
    assert cast.client("worker").post(f"/matters/{matter.pk}/withdrawal/", {"sure": "on"}).status_code == 302
    assert warn_of_days() == 0
    Matter.objects.filter(pk=matter.pk).update(bypassed=cast.union("mine"))
    Post.objects.create(
        union=cast.union("county"), person=cast.person("chair"), role="officer", started=today() - timedelta(days=9)
    )
    with acting(cast.actor("chair")):
        assert not shown_to(cast.actor("chair"), near).exists()


def test_programs_read_figures_and_no_words(cast: Cast) -> None:
    matter = agreed(cast, f"{today() + timedelta(days=9)} 1000")
    with everywhere(PLATFORM, "a test"):
        hidden = Handed(
            union=cast.union("county"), words="补发", person=cast.person("member"), past=cast.union("mine")
        )
        past = pass_on(PLATFORM, PROCEDURE, hidden)

    def read(key: str) -> Any:
        token = create_token(PLATFORM, cast[key], days=1)
        return cast.client("stranger").get("/api/v1/mediation/disputes", headers={"Authorization": f"Bearer {token}"})

    body = read("clerk").json()
    assert [one["matter"] for one in body["items"]] == [matter.pk]
    assert {body["items"][0][name] for name in ("phase", "category", "agreed")} == {"performing", "wages", "1000.00"}
    assert "李大山" not in read("clerk").content.decode()
    assert [one["matter"] for one in read("upper_officer").json()["items"]] == [matter.pk, past.pk]
    assert [read(key).status_code for key in ("other_clerk", "member")] == [200, 403]
    assert read("other_clerk").json()["items"] == []


def _erase(cast: Cast, key: str) -> None:
    """What erasing the record does with the rows that point to it."""
    for relation in relations():
        if relation.name in ("mediation.dispute.person", "matters.matter.person"):
            relation.erase(cast.person(key))


def test_words_of_who_was_erased_go_once_the_dispute_is_over(cast: Cast) -> None:
    matter = applied(cast)
    _erase(cast, "worker")
    assert forget_erased() == 0, "the committee brings it to an end first"
    assert done(cast.client("clerk"), matter, outcome="refuse", reason="不属于劳动争议").status_code == 302
    assert (forget_erased(), forget_erased()) == (1, 0)
    assert said_of(row_of(matter)).claim == ""
    assert cast.client("clerk").get(f"/desk/matters/{matter.pk}/").status_code == 200


def test_of_what_was_handed_over_only_the_words_of_who_was_erased_go(cast: Cast) -> None:
    """A concern that came with a name is handed over with its person; one that came without was nobody's record."""
    _ = cast["clerk"]
    with everywhere(PLATFORM, "a test"):
        own, nobodys = (
            pass_on(PLATFORM, PROCEDURE, Handed(union=cast.union("mine"), words="补发", person=person))
            for person in (cast.person("worker"), None)
        )
        _erase(cast, "worker")
    given = {"name": "来电人", "employer": "石河煤业有限公司", "category": "wages", "reason": "不属于劳动争议"}
    for matter in (own, nobodys):
        assert done(cast.client("clerk"), matter, outcome="refuse", **given).status_code == 302
    assert (forget_erased(), forget_erased()) == (1, 0)
    assert [said_of(row_of(matter)).claim for matter in (own, nobodys)] == ["", "补发"]
