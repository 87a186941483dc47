"""What is asked of the worklist: which view, narrowed to what, in which order.

The same stands in the address, is kept under a name and is taken out as a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import F

from niangjia.engines.matters.core.models import TaskState

from .reading import DUE_FIRST, MOST, View, tasks_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.matters.core.models import Task
    from niangjia.foundation.access.actor import Actor

USUAL = "due"
SORTS = {
    USUAL: DUE_FIRST,
    "-due": (F("due").desc(nulls_last=True), "-pk"),
    "opened": ("opened", "pk"),
    "-opened": ("-opened", "-pk"),
}
FREE, TAKEN = "free", "taken"
HELD = {FREE: TaskState.OPEN, TAKEN: TaskState.CLAIMED}
LONGEST = 64


@dataclass(frozen=True)
class Asked:
    """`service` and `step` are keys, `held` is FREE, TAKEN or "" for both, `sort` a key of SORTS. Anything else that
    an address says counts as not said.
    """

    view: View = View.UNION
    service: str = ""
    step: str = ""
    held: str = ""
    sort: str = USUAL

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Asked:
        """What an address, or a saved view, asks for."""
        said = {name: str(given.get(name, ""))[:LONGEST] for name in ("view", "service", "step", "held", "sort")}
        return cls(
            View(said["view"]) if said["view"] in set(View) else View.UNION,
            said["service"],
            said["step"] if said["service"] else "",
            said["held"] if said["held"] in HELD else "",
            said["sort"] if said["sort"] in SORTS else USUAL,
        )

    @property
    def is_whole(self) -> bool:
        """Whether it shows all of its view."""
        return not (self.service or self.step or self.held)

    def rows(self, actor: Actor) -> QuerySet[Task]:
        """The tasks, MOST at most."""
        rows = tasks_in(actor, self.view, procedure=self.service, step=self.step, ordered=SORTS[self.sort])
        return rows.filter(state=HELD[self.held])[:MOST] if self.held else rows[:MOST]

    def kept(self) -> dict[str, str]:
        """What a saved view keeps: what differs from the usual, and the view."""
        usual = asdict(Asked())
        return {name: str(said) for name, said in asdict(self).items() if name == "view" or said != usual[name]}

    def query(self) -> str:
        """As an address has it."""
        return urlencode(self.kept())
