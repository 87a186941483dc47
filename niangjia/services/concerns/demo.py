"""Some concerns of the demo: one waits, one is answered and closed, one went past the unit, one has no name."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.utils.translation import override

from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.models import Task, TaskState
from niangjia.engines.people.models import Person
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM, actor_of
from niangjia.foundation.access.models import Account

from .acts.anonymous import bring_anonymously
from .acts.bringing import Brought, bring_concern
from .beside_demo import show_beside
from .choices import Category, Choice, Kind
from .finding import employers_of, own_union, union_above
from .said import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.demo.accounts import Opened

CASES = (
    (Choice.OWN, Kind.QUESTION, Category.HOURS, "春节期间值班，加班工资怎么算？", ""),
    (Choice.OWN, Kind.CLAIM, Category.WELFARE, "浴室热水时有时无，冬天没法洗。", "修好锅炉，保证供水"),
    (Choice.ABOVE, Kind.CLAIM, Category.WAGES, "上季度绩效工资一直没有发。", "补发上季度绩效工资"),
)
ANSWER = {
    "result": "solved",
    "facts": "经现场查看，锅炉循环泵损坏。",
    "opinion": "后勤部门已更换循环泵，即日起恢复供水。",
    "basis": "劳动合同约定的福利待遇",
}


def fill(accounts: Sequence[Opened]) -> None:
    """Brought by the first member who can sign in; answered by the platform in place of the union's people."""
    found = next((one for one in accounts if one.role == "member"), None)
    if found is None:
        return
    actor = actor_of(Account.objects.get(username=found.username))
    with override("zh-hans"), acting(actor):
        person = Person.objects.select_related("home__parent").get(pk=actor.person_id or 0)
        employer = next(iter(employers_of(person)), None)
        for choice, kind, category, text, wants in CASES:
            if choice == Choice.OWN or union_above(person):
                facts = {"kind": kind, "category": category, "employer": employer}
                matter = bring_concern(actor, person, Brought(choice, Said(text=text, wants=wants), facts))
                if category == Category.WELFARE:
                    _answer(matter)
                if category == Category.HOURS:
                    show_beside(matter)
        facts = {"kind": Kind.SUGGESTION, "category": Category.SAFETY}
        said = Said(text="二号皮带机的急停拉绳坏了半个月，请尽快修。")
        bring_anonymously(own_union(person), said, facts, secrets.token_bytes(32))


def _answer(matter: Matter) -> None:
    kept = {"kind": Kind.CLAIM, "category": Category.WELFARE, "difficulty": "ordinary", "elsewhere": ""}
    for outcome, data in (("accept", kept), ("handled", ANSWER), ("content", {"reached": "yes"})):
        task = Task.objects.get(matter=matter, state__in=(TaskState.OPEN, TaskState.CLAIMED))
        complete_task(PLATFORM, task, outcome, data=data)
