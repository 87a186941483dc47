"""Disputes of the demo's members, one of each fate: waits, is mediated, agreed on and half paid, kept, failed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import override

from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.models import LIVING, Task
from niangjia.engines.people.models import Membership, Person, Union
from niangjia.engines.people.scope import acting, everywhere
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.actor import PLATFORM, actor_of
from niangjia.foundation.access.models import Account
from niangjia.foundation.clock import now, today

from .acts.applying import apply_for_mediation
from .acts.paying import note_payment
from .acts.sessions import plan_session
from .models import Dispute, Instalment, Way
from .reading import PROCEDURE
from .said import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.demo.accounts import Opened
    from niangjia.foundation.access.actor import Actor

CASES = (
    ("waits", "支付拖欠的两个月工资", 12000),
    ("session", "支付加班工资", 4600),
    ("half", "支付解除劳动合同的经济补偿", 20000),
    ("kept", "补发高温津贴", 900),
    ("failed", "支付未休年休假工资", 3100),
)


def fill(accounts: Sequence[Opened]) -> None:
    """Make them at the base union of the first clerk who has an account."""
    bases = set(Union.objects.filter(level=Level.BASE).values_list("code", flat=True))
    clerk = next((one for one in accounts if one.role == "clerk" and one.union in bases), None)
    if clerk is None:
        return
    union = Union.objects.get(code=clerk.union)
    actor = actor_of(Account.objects.get(username=clerk.username))
    with override("zh-hans"):
        for person, (fate, claim, yuan) in zip(_members(union, actor), CASES, strict=False):
            _make(actor, union, person, fate, claim, yuan=Decimal(yuan))


def _members(union: Union, actor: Actor) -> list[Person]:
    with everywhere(PLATFORM, "the demo's disputes"):
        below = {"union__place__gte": union.place, "union__place__lt": union.place_end}
        rows = Membership.objects.select_related("person").filter(state="active", **below).order_by("-pk")
        found = rows.exclude(person=actor.person_id)[: len(CASES)]  # nobody mediates the own dispute
        return list(dict.fromkeys(one.person for one in found))


def _make(actor: Actor, union: Union, person: Person, fate: str, claim: str, *, yuan: Decimal) -> None:
    day = today()
    with everywhere(PLATFORM, "the demo's disputes"):
        matter = open_matter(PLATFORM, PROCEDURE, union=union, person=person)
        said = Said(name=person.name, employer=f"{union.name.removesuffix('工会委员会')}有限公司", claim=claim)
        row = Dispute(
            way=Way.PORTAL, category="wages", said=said.packed(), amount=yuan, knew=day - timedelta(days=90),
            left=day - timedelta(days=60),
        )  # fmt: skip
        apply_for_mediation(PLATFORM, matter, row)
    if fate == "waits":
        return
    with acting(actor):
        _do(actor, matter, "accept", agrees="on")
        if fate == "session":
            plan_session(actor, matter, now() + timedelta(days=3), "工会调解室")
        elif fate == "failed":
            _do(actor, matter, "fail", reason="双方对天数认定不一致")
        else:
            _agree(actor, matter, yuan, half=fate == "half")


def _agree(actor: Actor, matter: Matter, yuan: Decimal, *, half: bool) -> None:
    days = (today() + timedelta(days=7), today() + timedelta(days=37))
    lines = "\n".join(f"{day} {yuan / 2:.2f}" for day in days)
    _do(actor, matter, "agree", terms="用人单位分两期支付。", payments=lines)
    paid = list(Instalment.objects.filter(dispute__matter=matter).order_by("due"))
    for one in paid[:1] if half else paid:
        note_payment(actor, matter, one, one.amount, today())
    if not half:
        _do(actor, matter, "performed", seen="on")


def _do(actor: Actor, matter: Matter, outcome: str, **data: str) -> None:
    complete_task(actor, Task.objects.get(matter=matter, state__in=LIVING), outcome, data=data)
