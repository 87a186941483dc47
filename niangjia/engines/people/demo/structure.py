"""Unions, employers and posts as rows: what the verbs on them would have written."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING

from niangjia.engines.people.unions.models import Kind, Level, SecondaryTie, State, UnionVersion

from . import nobodys
from .columns import Lines, flag, line, morning
from .dice import Dice
from .papers import Papers

if TYPE_CHECKING:
    from datetime import date

    from .employing import Firm
    from .ground import Ground
    from .offices import Office
    from .plan import Plan
    from .tree import Node

Reason, Shares = UnionVersion.Reason, SecondaryTie.Shares
REGISTER_BEGAN = 2023
RENAMED, TIED, TIE_ENDED, TIE_SHARES_RECORDS, FORMERLY_COVERED = 0.03, 0.3, 0.1, 0.15, 0.03
BEFORE, AFTER = "集团有限公司", "有限责任公司"  # of a name that was changed
# Columns of Union that papers have, in the order of COPY; `nature` … `address` follow the certificate's.
OF_PAPERS = ("uscc", "certificate", "certificate_expires", "nature", "industry", "region", "founded", "term",
             "term_started", "election_due", "approval_paper", "headcount", "phone", "address")  # fmt: skip
assert set(OF_PAPERS) == {field.name for field in fields(Papers)}  # noqa: S101


def structure_lines(plan: Plan, ground: Ground, post_ids: int) -> Lines:
    """The rows of all tables that are not of persons; posts have ids from `post_ids` on."""
    dice = Dice(f"{plan.seed} structure")
    return {
        "people_union": [_union(node, plan.papers[node.place], ground) for node in plan.nodes],
        "people_unionversion": [row for node in plan.nodes for row in _versions(dice, node, plan, ground)],
        "people_secondarytie": list(_ties(dice, plan, ground)),
        "people_employer": _employers(dice, plan, ground),
        "people_coverage": _coverages(dice, plan, ground),
        **_posts(dice, plan, ground, post_ids),
    }


def _union(node: Node, papers: Papers, ground: Ground) -> str:
    upper = ground.union(node.parent.place) if node.parent else None
    return line(
        ground.union(node.place), upper, node.place, node.end, node.depth, node.code, node.name, node.short,
        node.level, node.kind, State.ACTIVE, *(getattr(papers, name) for name in OF_PAPERS),
    )  # fmt: skip


def _versions(dice: Dice, node: Node, plan: Plan, ground: Ground) -> list[str]:
    papers, union = plan.papers[node.place], ground.union(node.place)
    upper = ground.union(node.parent.place) if node.parent else None
    reason = Reason.FOUNDED if papers.founded.year >= REGISTER_BEGAN else Reason.RECORDED
    same = (node.level, node.kind, State.ACTIVE)
    until = plan.day - timedelta(days=20 + dice.upto(900))
    if "有限公司" in node.name and until > papers.founded and dice.happens(RENAMED):
        former = node.name.replace("股份有限公司", AFTER).replace("集团有限公司", AFTER)
        former = former if former != node.name else node.name.replace("有限公司", "实业有限公司", 1)
        return [
            line(union, papers.founded, until, upper, former, *same, reason, ""),
            line(union, until, None, upper, node.name, *same, Reason.RENAMED, ""),
        ]
    return [line(union, papers.founded, None, upper, node.name, *same, reason, papers.approval_paper)]


def _ties(dice: Dice, plan: Plan, ground: Ground) -> list[str]:
    """Some base unions have a second line, to the city's industrial union of their trade."""
    industrials = [node for node in plan.nodes if node.kind == Kind.INDUSTRIAL]
    rows: list[str] = []
    for node in plan.nodes:
        trade = node.business.trade.joined_to if node.business and node.level == Level.BASE else ""
        upper = next((upper for upper in industrials if trade and trade in upper.name), None)
        if upper and node.parent is not upper and dice.happens(TIED):
            since = max(plan.papers[node.place].founded, plan.day - timedelta(days=dice.upto(3000)))
            ended = plan.day - timedelta(days=1) if dice.happens(TIE_ENDED) and since < plan.day else None
            shares = Shares.RECORDS if dice.happens(TIE_SHARES_RECORDS) else Shares.COUNTS
            rows.append(line(ground.union(node.place), ground.union(upper.place), shares, since, ended, ""))
    return rows


def _employers(dice: Dice, plan: Plan, ground: Ground) -> list[str]:
    for crew in plan.crews:
        for number in crew.firms:
            plan.firms[number].workers += round(crew.total / len(crew.firms) * (1.05 + 0.4 * dice.random())) + 1
    return [_employer(firm, firm.workers or 40 + dice.upto(900), ground) for firm in plan.firms]


def _employer(firm: Firm, workers: int, ground: Ground) -> str:
    region = nobodys.region(firm.county or 1)
    uscc = nobodys.credit_code("91", region, firm.number)
    return line(
        ground.employer(firm.number), firm.name, uscc, firm.nature, firm.trade.industry, region, workers,
        flag(firm.dispatches),
    )  # fmt: skip


def _coverages(dice: Dice, plan: Plan, ground: Ground) -> list[str]:
    rows: list[str] = []
    for crew in plan.crews:
        covered = [(number, None) for number in crew.firms]
        former = dice.upto(len(plan.firms))
        if (
            former not in crew.firms
            and crew.founded < plan.day - timedelta(days=400)
            and dice.happens(FORMERLY_COVERED)
        ):
            rows.append(
                _coverage(crew.base, former, crew.founded, plan.day - timedelta(days=1 + dice.upto(300)), ground)
            )
        rows += [_coverage(crew.base, number, crew.founded, end, ground) for number, end in covered]
    return rows


def _coverage(base: int, firm: int, since: date, until: date | None, ground: Ground) -> str:
    return line(ground.union(base), ground.employer(firm), since, until)


def _posts(dice: Dice, plan: Plan, ground: Ground, first: int) -> Lines:
    posts: list[str] = []
    deputies: list[str] = []
    for key, post in enumerate(plan.posts, start=first):
        person = ground.person(post.person)
        posts.append(_post(key, person, post, ground))
        if post.deputy is not None:
            since = plan.day - timedelta(days=dice.upto(12))
            until = plan.day + timedelta(days=dice.upto(30) - 5)
            deputies.append(line(key, ground.person(post.deputy), since, max(since, until)))
    return {"people_post": posts, "people_deputy": deputies}


def _post(key: int, person: int, post: Office, ground: Ground) -> str:
    return line(
        key, ground.union(post.place), person, post.role, post.obtained, post.time, flag(post.whole_subtree),
        post.term, post.started, post.ends, post.paper, morning(post.started),
    )  # fmt: skip
