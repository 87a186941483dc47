"""Some requests of the demo's members, one of each fate: waits, sent back, refused, issued, filed, revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import override

from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.acts.tasks import complete_task, send_back_task
from niangjia.engines.matters.models import Task
from niangjia.engines.papers import file_paper, papers_about, revoke_paper, seal_paper
from niangjia.engines.people.models import Membership, Person, Union
from niangjia.engines.people.scope import acting, everywhere
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.actor import PLATFORM, actor_of
from niangjia.foundation.access.models import Account

from .membership import CERTIFIED
from .procedure import CERTIFICATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.demo.accounts import Opened
    from niangjia.foundation.access.actor import Actor

# What it is for, and what becomes of it. A member who can sign in has the first two.
CASES = (
    ("benefits", "filed"), ("transfer", "waits"), ("honours", "sent_back"),
    ("other", "refused"), ("mutual_aid", "issued"), ("honours", "revoked"),
)  # fmt: skip
MOST = 3  # unions


class Office(NamedTuple):
    """A union with two of its people."""

    union: Union
    clerk: Actor
    chair: Actor


def fill(accounts: Sequence[Opened]) -> None:
    """Make them at base unions whose clerk and chair both have an account."""
    names = {(one.role, one.union): one.username for one in accounts}
    shown = [one.username for one in accounts if one.role == "member"]
    codes = [code for role, code in names if role == "clerk" and ("chair", code) in names]
    with override("zh-hans"):
        for union in Union.objects.filter(code__in=codes, level=Level.BASE).order_by("place")[:MOST]:
            staff = (actor_of(Account.objects.get(username=names[role, union.code])) for role in ("clerk", "chair"))
            office = Office(union, *staff)
            persons = _members(union, shown)
            for person, (purpose, fate) in zip([*persons[:1], *persons], CASES, strict=False):
                _ask(office, person, purpose, fate)


def _members(union: Union, shown: list[str]) -> list[Person]:
    """Those of the union who can be certified, who can sign in first."""
    below = {"union__place__gte": union.place, "union__place__lt": union.place_end}
    with everywhere(PLATFORM, "the demo's requests"):
        found = Membership.objects.select_related("person").filter(state__in=CERTIFIED, **below).order_by("pk")
        signing_in = found.filter(person__account__username__in=shown)
        return list(dict.fromkeys(one.person for one in (*signing_in, *found[: len(CASES)])))


def _ask(office: Office, person: Person, purpose: str, fate: str) -> None:
    with everywhere(PLATFORM, "the demo's requests"):
        given: Any = {"union": office.union, "person": person, "variables": {"purpose": purpose}}
        task = Task.objects.get(matter=open_matter(PLATFORM, CERTIFICATE.key, **given))
    with acting(office.clerk):
        match fate:
            case "sent_back":
                send_back_task(office.clerk, task, "to_applicant", "请说明用途")
            case "refused":
                complete_task(office.clerk, task, "refuse", data={"reason": "用途请写具体，可重新申请"})
            case "issued" | "filed" | "revoked":
                _issue(office, task, fate)


def _issue(office: Office, task: Task, fate: str) -> None:
    matter = complete_task(office.clerk, task, "issue", data={"seen": "on"})
    paper = papers_about(matter).get()
    if fate != "issued":
        seal_paper(office.clerk, paper)
    if fate == "filed":
        file_paper(office.clerk, paper)
    if fate == "revoked":
        with acting(office.chair):
            revoke_paper(office.chair, paper, "工作单位填写有误，已重新开具")
