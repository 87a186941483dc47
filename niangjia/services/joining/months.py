"""A month over all the unions that somebody serves: what changed, what waits, how far each return is."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines.matters.core.models import LIVING, Task
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers.returns.actions import begin_return, hand_in_return, prefill_return
from niangjia.engines.papers.returns.figures import counted
from niangjia.engines.papers.returns.models import Cell, Return
from niangjia.engines.papers.returns.models import State as Sheet
from niangjia.engines.people import refusals as people
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    Trouble = dict[str, list[str]]  # why not -> the unions

LAYOUT = "monthly_changes"
SHOWN = ("opening", "new", "in", "resumed", "out", "retained", "left", "died", "mended", "closing")
CELLS = tuple(f"m.{at:02}.n" for at in range(1, len(SHOWN) + 1))  # where the return has them


@dataclass
class Line:
    """A union in a month: its figures in the order of SHOWN, what waits there now, its return.

    Once there is a return they are its figures, for these are handed in; `differs` where the register says otherwise.
    """

    union: Union
    figures: list[int] = field(default_factory=list)
    waiting: int = 0
    late: int = 0
    sheet: Return | None = None
    differs: bool = False

    @property
    def cells(self) -> list[tuple[int, str]]:
        """Each figure with its code in the return, where there is one to be explained."""
        return [(one, code if self.sheet and one else "") for one, code in zip(self.figures, CELLS, strict=True)]

    @property
    def may_close(self) -> bool:
        return self.sheet is None or self.sheet.state == Sheet.OPEN


def month_of(text: str) -> tuple[date, date]:
    """First and last day of a month as it stands in the address (2026-10); the last month that is over for none."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    first = min(first, today().replace(day=1))
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def lines_of(unions: Sequence[Union], first: date, last: date) -> list[Line]:
    """One line for each union, whatever their number by the same few queries."""
    found = counted({f"changes.{name}" for name in SHOWN}, unions, first, last) if unions else {}
    rows = Task.objects.filter(
        union__in=unions, state__in=LIVING, procedure__startswith="joining.", for_applicant=False
    ).values_list("union", "due")
    waiting, late, moment = Counter[int](), Counter[int](), now()
    for at, due in rows:
        waiting[at] += 1
        late[at] += bool(due and due < moment)
    returns = Return.objects.filter(union__in=unions, layout=LAYOUT, last=last).exclude(state=Sheet.REPLACED)
    sheets = {row.union_id: row for row in returns.defer("signers", "reason").order_by("version")}
    cells = _cells([row.pk for row in sheets.values()])
    lines = []
    for union in unions:
        sheet = sheets.get(union.pk)
        now_there = [found[f"changes.{name}"][union.pk] for name in SHOWN]
        told = [cells.get((sheet.pk, code), 0) for code in CELLS] if sheet else now_there
        lines.append(Line(union, told, waiting[union.pk], late[union.pk], sheet, differs=told != now_there))
    return lines


def _cells(sheets: Sequence[int]) -> dict[tuple[int, str], int]:
    """What stands in returns, by return and code."""
    rows = Cell.objects.filter(sheet__in=sheets, code__in=CELLS).values_list("sheet", "code", "value")
    return {(sheet, code): int(value or 0) for sheet, code, value in rows}


def prepare_all(actor: Actor, lines: Iterable[Line], last: date) -> Trouble:
    """Begin the return of each, or count it anew; answers why not."""

    def act(line: Line) -> None:
        if line.sheet:
            prefill_return(actor, line.sheet)
        else:
            begin_return(actor, LAYOUT, line.union, last)

    return _each(lines, act)


def hand_in_all(actor: Actor, lines: Sequence[Line], *, checker: str, phone: str) -> Trouble:
    """Hand the returns in that are prepared, each in the name of its union's chair; answers why not."""
    heads = chairs_of([line.union for line in lines])

    def act(line: Line) -> None:
        if line.sheet:
            head = heads.get(line.union.pk)
            if not head:
                raise NotPossible(_("Nobody holds the chair's post today: the return would have no head."))
            signers = {"head": head, "checker": checker, "preparer": actor.name, "phone": phone}
            hand_in_return(actor, line.sheet, signers)  # type: ignore[arg-type]

    return _each([line for line in lines if line.sheet and line.sheet.state == Sheet.OPEN], act)


def chairs_of(unions: Sequence[Union]) -> dict[int, str]:
    """Who leads each union today."""
    posts = Post.objects.living(today()).filter(union__in=unions, role=Role.CHAIR).with_holders()
    return {post.union_id: post.holder or "" for post in posts}


def _each(lines: Iterable[Line], act: Callable[[Line], None]) -> Trouble:
    told: Trouble = defaultdict(list)
    for line in lines:
        try:
            with transaction.atomic():
                act(line)
        except (people.NotPossible, NotPossible, Refused) as error:
            told[str(error)].append(line.union.name)
    return told
