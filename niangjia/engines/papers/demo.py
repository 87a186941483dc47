"""A few papers, book entries and a return for the demo's base unions, made by those who would make them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from niangjia.engines.people.models import Union
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.models import Account
from niangjia.foundation.clock import today

from .books.incoming import enter_incoming
from .life.models import Paper
from .life.numbering import set_word
from .returns.actions import begin_return, hand_in_return
from .verbs import check_paper, deliver_paper, draft_paper, revoke_paper, seal_paper, sign_paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.engines.people.demo.accounts import Opened
    from niangjia.foundation.access.actor import Actor

    from .books.incoming import Entry
    from .returns.actions import Signers

MOST = 3  # unions
LETTERS = (
    (
        "关于成立综合办公室工会小组的批复",
        "综合办公室",
        ("你部门《关于成立工会小组的请示》收悉。", "经研究，同意成立工会小组。", "特此批复。"),
    ),
    (
        "关于开展职工健康体检的通知",
        "各分会、工会小组",
        ("定于下月组织全体会员体检。", "请各分会于本月底前报送名单。"),
    ),
    ("关于报送冬季送温暖方案的报告", "上级工会", ("现将今冬送温暖活动方案报上，请审阅。",)),
)


def fill_papers(accounts: Iterable[Opened]) -> int:
    """Make the papers; answers how many. Unions whose clerk and chair both have an account are chosen."""
    with override("zh-hans"):
        for clerk, chair, union in _pairs(list(accounts)):
            _fill(clerk, chair, union)
    return Paper.objects.count()


def _pairs(accounts: list[Opened]) -> list[tuple[Actor, Actor, Union]]:
    by_role = {(one.role, one.union): one.username for one in accounts}
    codes = [code for role, code in by_role if role == "clerk" and ("chair", code) in by_role]
    actors = {name: actor_of(Account.objects.get(username=name)) for name in by_role.values()}
    found = Union.objects.in_bulk(codes[:MOST], field_name="code")
    return [(actors[by_role["clerk", code]], actors[by_role["chair", code]], found[code]) for code in found]


def _fill(clerk: Actor, chair: Actor, union: Union) -> None:
    with acting(chair):
        set_word(chair, union, f"{union.name[:2]}工")
    made = [_drafted(clerk, union, dict(zip(("title", "to", "body"), words, strict=True))) for words in LETTERS]
    for paper, (_title, to, _body) in zip(made[:2], LETTERS, strict=False):
        _issued(clerk, chair, paper, to)
    with acting(chair):
        revoke_paper(chair, made[1], "体检日期改期，另行通知")
    with acting(clerk):
        _enter(clerk, union)
        _report(clerk, chair, union)


def _enter(clerk: Actor, union: Union) -> None:
    day, year = today(), today().year
    entry: Entry = {
        "received": day - timedelta(days=3),
        "sender": "市总工会",
        "title": "关于做好统计年报工作的通知",
        "number": f"云工办〔{year}〕31号",
        "due": day + timedelta(days=9),
    }
    enter_incoming(clerk, union, entry)


def _report(clerk: Actor, chair: Actor, union: Union) -> None:
    last = today().replace(day=1) - timedelta(days=1)
    found = begin_return(clerk, "monthly_changes", union, last)
    told: Signers = {"head": chair.name, "checker": chair.name, "preparer": clerk.name, "phone": union.phone}
    hand_in_return(clerk, found, told)


def _drafted(clerk: Actor, union: Union, words: dict[str, Any]) -> Paper:
    with acting(clerk):
        return draft_paper(clerk, "papers.letter", union=union, data={**words, "contact": "工会办公室"})


def _issued(clerk: Actor, chair: Actor, paper: Paper, to: str) -> None:
    with acting(clerk):
        check_paper(clerk, paper)
    with acting(chair):
        sign_paper(chair, paper)
    with acting(clerk):
        seal_paper(clerk, paper)
        deliver_paper(clerk, paper, to_name=to)
