"""Requests to join at the demo's first base union, under a recorded resolution; the county's federation is open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import override

from niangjia.engines.matters.meetings.delegating import Terms, living, record_delegation
from niangjia.engines.people.demo.nobodys import MOBILE, region, resident_id
from niangjia.engines.people.models import Union
from niangjia.engines.people.scope import everywhere
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

from .acts.applying import apply_for_membership
from .acts.entering import entered
from .acts.intake import take_in
from .acts.inviting import invite
from .finding import takes_in
from .models import Application, Door, InvitationList, ListPiece
from .reading import with_person
from .said import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.demo.accounts import Opened

PEOPLE = (
    ("马小跑", "2", "快递员", "飞快速递"),
    ("周大路", "1", "货车司机", "大路货运"),
    ("林采风", "6", "骑手", "好食送"),
)
BORN = date(1990, 1, 1)


def fill(accounts: Sequence[Opened]) -> None:
    """Make them at the first union with a clerk's account where people can apply: the city has clerks as well."""
    clerks = (Union.objects.get(code=one.union) for one in accounts if one.role == "clerk")
    union = next((union for union in clerks if takes_in(union)), None)
    if union is None:
        return
    _door(union)
    with override("zh-hans"), everywhere(PLATFORM, "the demo's requests to join"):
        if not living(union, today()).exists():
            day = today()
            terms = Terms("committee", "joining.join", "chair", f"〔{day.year}〕1号", day, day)
            record_delegation(PLATFORM, union, terms)
        for at, (name, kind, title, employer) in enumerate(PEOPLE):
            said = Said(
                name=name, kind="resident_id", number=resident_id(region(40), BORN, 480 + at, female=False),
                phone=f"+86{MOBILE}0000990{at}",
                employer=employer, title=title, new_form=kind, platform=employer,
            )  # fmt: skip
            person_id, said = entered(PLATFORM, union, said)
            with with_person(person_id, union) as person:
                apply_for_membership(PLATFORM, person, union, said, way=Application.Way.SELF)
        _list(union)


def _list(union: Union) -> None:
    """An employer's list: two who can be invited, one who stands there twice."""
    row = InvitationList(employer="晨光餐饮", source=InvitationList.Source.EMPLOYER, basis="单位来函")
    numbers = [resident_id(region(40), BORN, 490 + at, female=True) for at in range(2)]
    named = ((0, "孙小燕"), (1, "吴春梅"), (0, "孙小燕"))
    lines = [(name, numbers[at], "", "服务员") for at, name in named]
    made = invite(PLATFORM, union, row, lines)
    for piece in list(ListPiece.objects.filter(list=made).order_by("number")):
        take_in(PLATFORM, made, piece)


def _door(union: Union) -> None:
    """The county's federation above takes new-form workers in."""
    over = Union.objects.filter(place__lt=union.place, place_end__gte=union.place_end, level=Level.COUNTY).first()
    if over:
        words = "快递 外卖 网约车 货运"
        Door.objects.get_or_create(union=over, defaults={"kinds": ["1", "2", "6", "9"], "words": words})
