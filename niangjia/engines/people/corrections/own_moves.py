"""What becomes of corrections when two records become one: an open one was about a record that is no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, moves_with_person

from .models import Correction

if TYPE_CHECKING:
    from niangjia.engines.people.persons.models import Person


def _corrections(keep: Person, lose: Person) -> int:
    # What is sealed is bound to its person and does not open elsewhere; whoever asked asks again if it is still so.
    ended = {"state": Correction.State.WITHDRAWN, "asked": None, "evidence": None, "file": None, "file_kind": ""}
    rows = Correction.objects.filter(person=lose)
    rows.filter(state=Correction.State.OPEN).update(**ended)
    return rows.update(person=keep)


moves_with_person("people.correction", "person", _corrections, erased=Fate.DELETED)
