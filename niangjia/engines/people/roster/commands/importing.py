"""A list from a file through all its stages."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster import reading
from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.roster.staging.checking import start_check
from niangjia.engines.people.roster.staging.committing import commit_roster
from niangjia.engines.people.roster.staging.mapping import choose_sheet
from niangjia.engines.people.roster.staging.previewing import Counts, counts_of
from niangjia.engines.people.roster.staging.uploading import start_upload
from niangjia.engines.people.roster.workbooks import find_layout, rejected_workbook
from niangjia.engines.people.roster.workbooks.returning import goes_back

from .files import write_file
from .jobs import run_to_end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor

    from .acting import Whose

ON_WHOSE_WORD = "文件导入，{name}"  # where nobody said it


@dataclass(frozen=True)
class Asked:
    """How a list is to be brought in. `word` is on whose word the new ones are recorded later; None: they apply."""

    sheet: str = ""
    layout: str = ""
    commit: bool = False
    word: str | None = ""
    errors: Path | None = None


@dataclass(frozen=True)
class Told:
    """What a list would do, or did; `returned` is whether the workbook with the rows to mend was written."""

    roster: Roster
    counts: Counts
    committed: bool
    returned: bool
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The outcomes add up to `rows`."""
        counts = self.counts
        told = {"list": str(self.roster.pk), "rows": counts.rows, **counts.outcomes, "warnings": counts.warnings}
        told |= {"reasons": dict(sorted(counts.reasons.items(), key=lambda one: (-one[1], one[0])))}
        return {**told, "committed": self.committed, "errors": self.returned, "seconds": round(self.seconds, 2)}


@dataclass
class Importing:
    """A command that brings a list in; `say` is told how far it is."""

    whose: Whose
    union: Union
    asked: Asked
    say: Callable[[str], None] = field(default=lambda _sentence: None)

    def run(self, path: Path) -> Told:
        """All the stages. Raises OSError, Refused, NotPossible with a sentence."""
        began = time.monotonic()
        roster = self._check(self._upload(path))
        if self.asked.commit:
            roster = self._commit(roster)
        counts, returned = self.whose.do(lambda actor: self._finish(actor, roster))
        return Told(roster, counts, roster.state == Roster.State.COMMITTED, returned, time.monotonic() - began)

    def _upload(self, path: Path) -> Roster:
        self.say("uploading")
        if self.asked.layout:
            find_layout(self.asked.layout)

        def upload(actor: Actor) -> Roster:
            with path.open("rb") as file:
                return start_upload(actor, self.union, file, path.name, layout=self.asked.layout)

        roster = self.whose.do(upload)
        if roster.state == Roster.State.UNREADABLE:
            raise NotPossible(str(reading.Unreadable(roster.reason).sentence))
        return roster

    def _check(self, roster: Roster) -> Roster:
        self.say("checking")

        def check(actor: Actor) -> Any:
            if self.asked.sheet:
                choose_sheet(actor, roster, self.asked.sheet)
            return start_check(actor, roster)

        run_to_end([self.whose.do(check)])
        roster = self._fresh(roster)
        if roster.state == Roster.State.UNREADABLE:
            raise NotPossible(str(reading.Unreadable(roster.reason).sentence))
        return roster

    def _commit(self, roster: Roster) -> Roster:
        self.say("committing")
        if not roster.rows:
            return roster
        word = self.asked.word

        def commit(actor: Actor) -> Any:
            if word is None:
                return commit_roster(actor, roster, origin=Membership.Origin.APPLICATION)
            said = word or ON_WHOSE_WORD.format(name=actor.name)
            return commit_roster(actor, roster, origin=Membership.Origin.RECORDED, word=said)

        run_to_end(self.whose.do(commit))
        return self._fresh(roster)

    def _finish(self, actor: Actor, roster: Roster) -> tuple[Counts, bool]:
        if self.asked.errors is None or not goes_back(roster):
            return counts_of(roster), False
        with rejected_workbook(actor, roster) as content:
            write_file(self.asked.errors, content)
        return counts_of(roster), True

    def _fresh(self, roster: Roster) -> Roster:
        return self.whose.do(lambda _actor: Roster.objects.select_related("union").get(pk=roster.pk))
