"""What the rows of a list are held against: unions where the actor may enrol, and employers, found by their words."""

from __future__ import annotations

import threading
import time
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Min

from niangjia.engines.people.employers.models import Employer
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.clock import today

from . import reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from niangjia.engines.people.roster.models import Roster
    from niangjia.engines.people.roster.shapes import Values
    from niangjia.foundation.access.actor import Actor

REMEMBERED = 50_000  # different words
MOST_NAMESAKES = 50  # employers of one name
BATCH = 1_000  # words looked for at once


class Lacking(NamedTuple):
    """Somebody here whose record is incomplete: some row may bring the document that is lacking."""

    person: int
    born: date | None


@dataclass
class Ground:
    """`codes` and `names` lead to the ids of unions; None where a word means several, 0 where it is one no more.

    `places` are the places of the unions of the list's reach, `unsure` the incomplete records there, by name.
    """

    union: int
    day: date
    codes: dict[str, int | None]
    names: dict[str, int | None]
    places: dict[int, int]
    unsure: Mapping[str, Sequence[Lacking]] = field(default_factory=dict)
    _unions: dict[tuple[str, str], int | str] = field(default_factory=dict)
    _employers: dict[tuple[str, str, int], int | str] = field(default_factory=dict)
    _clear: dict[tuple[str, str], int | str] = field(default_factory=dict)  # employers whom the words alone tell

    def union_of(self, values: Values) -> int | str:
        """The id of the row's union, or the code of what is wrong with it. A list's own one where it says none."""
        asked = values.get("union_code", ""), values.get("union", "")
        found = self._unions.get(asked)
        if found is None:
            _make_room(self._unions)
            found = self._unions[asked] = self._union(*asked)
        return found

    def _union(self, code: str, name: str) -> int | str:
        if not code and not name:
            return self.union
        found = self.codes.get(_plain(code), -1) if code else self._by_words(_plain(name))
        if found == -1:
            return reasons.UNKNOWN_UNION
        return reasons.AMBIGUOUS_UNION if found is None else found or reasons.CLOSED_UNION

    def _by_words(self, word: str) -> int | None:
        return self.codes[word] if word in self.codes else self.names.get(word, -1)

    def employer_of(self, values: Values, union: int | None) -> int | str:
        """The id of the row's employer, "" if it says none, or the code of a warning.

        Of several that have the name it is the one that the row's union covers.
        """
        code, name = values.get("employer_code", ""), values.get("employer", "")
        if not code and not name:
            return ""
        if clear := self._clear.get((code, name)):
            return clear
        asked = code, name, union or 0
        found = self._employers.get(asked)
        if found is None:
            _make_room(self._employers)
            found = self._employers[asked] = _employer(code, name, self.places.get(union or 0))
        return found

    def learn_employers(self, every: Iterable[Values]) -> None:
        """Look for the employers of many rows at once; only namesakes are looked for one by one later."""
        asked = {(values.get("employer_code", ""), values.get("employer", "")) for values in every}
        new = asked - self._clear.keys() - {("", "")}
        if len(self._clear) + len(new) > REMEMBERED:
            self._clear.clear()
        by_code = _told_apart("uscc", {code for code, _name in new if code})
        by_name = _told_apart("name", {name for code, name in new if name and code not in by_code})
        for code, name in new:
            # A name that is written in several ways is looked for in all of them, by itself.
            absent = None if len(_written(name)) > 1 else reasons.UNKNOWN_EMPLOYER
            found = by_code.get(code) or by_name.get(name, absent)
            if found is not None:
                self._clear[code, name] = found


def _told_apart(column: str, words: set[str]) -> dict[str, int | str | None]:
    """The ids of the employers with these words; None where there are several. Unknown words are left out."""
    wanted = sorted(words)
    told: dict[str, int | str | None] = {}
    for start in range(0, len(wanted), BATCH):
        rows = Employer.objects.filter(**{f"{column}__in": wanted[start : start + BATCH]}).order_by()
        counted = rows.values(column).annotate(count=Count("pk"), first=Min("pk"))
        told |= {
            word: first if count == 1 else None
            for word, count, first in counted.values_list(column, "count", "first")
        }
    return told


def _make_room(words: dict[Any, int | str]) -> None:
    if len(words) >= REMEMBERED:
        words.clear()


def _plain(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).split()).upper()


def ground_of(actor: Actor, roster: Roster) -> Ground:
    """The ground for a list, as rights and tree were less than a minute ago; the chunks of a job share it."""
    key = roster.pk, actor.account_id, roster.union_id
    with _lock:
        made, found = _remembered.get(key, (0.0, None))
    if found is None or time.monotonic() - made > FRESH:
        found = fresh_ground(actor, roster)
        with _lock:
            if len(_remembered) >= MOST_REMEMBERED:
                _remembered.clear()
            _remembered[key] = time.monotonic(), found
    return found


_remembered: dict[tuple[object, ...], tuple[float, Ground]] = {}
_lock = threading.Lock()
FRESH, MOST_REMEMBERED = 45.0, 8  # seconds; grounds


def fresh_ground(actor: Actor, roster: Roster) -> Ground:
    """The ground for a list, as the actor's rights and the tree are now."""
    below = Union.objects.within(roster.union.subtree)
    mine = set(below.within(actor.reach(EDIT)).values_list("pk", flat=True))
    codes: dict[str, int | None] = {}
    names: defaultdict[str, set[int]] = defaultdict(set)
    places: dict[int, int] = {}
    for pk, place, code, name, short_name, state in below.values_list(
        "pk", "place", "code", "name", "short_name", "state"
    ):
        if pk not in mine:
            continue
        found = pk if state in STANDING else 0
        places[pk] = place
        codes[_plain(code)] = found
        for word in {_plain(name), _plain(short_name)} - {""}:
            names[word].add(found)
    words = {word: _one(found) for word, found in names.items()}
    return Ground(roster.union_id, today(), codes, words, places, _unsure(roster, places))


def standing_unions(ids: Iterable[int], ground: Ground) -> set[int]:
    """Of these unions those that are of the ground and at work, as of this moment."""
    wanted = set(ids) & ground.places.keys()
    return set(Union.objects.filter(pk__in=wanted, state__in=STANDING).values_list("pk", flat=True))


def _unsure(roster: Roster, places: dict[int, int]) -> dict[str, list[Lacking]]:
    """Those of whom some row may bring the document that they lack, by name."""
    rows = Person.objects.filter(state=Person.State.INCOMPLETE, home__in=Union.objects.within(roster.union.subtree))
    found: defaultdict[str, list[Lacking]] = defaultdict(list)
    for pk, name, born, home in rows.values_list("pk", "name", "born", "home"):
        if home in places:
            found[name].append(Lacking(pk, born))
    return dict(found)


def _one(found: set[int]) -> int | None:
    """Of those that bear a name the one that stands; a name of one that is no more leads there only by itself."""
    standing = found - {0}
    if len(standing) > 1:
        return None
    return standing.pop() if standing else 0


def _written(name: str) -> set[str]:
    """The ways in which one name is written: brackets in half or full width, with spaces or without."""
    names = {name, "".join(name.split())}
    wide = {one.replace("(", "（").replace(")", "）") for one in names}
    return names | wide | {one.replace("（", "(").replace("）", ")") for one in names}


def _employer(code: str, name: str, place: int | None) -> int | str:
    ids = set(Employer.objects.filter(uscc=code).values_list("pk", flat=True)) if code else set()
    if not ids and name:
        named = Employer.objects.filter(name__in=_written(name))
        ids = set(named.values_list("pk", flat=True)[:MOST_NAMESAKES])
        if len(ids) > 1 and place is not None:
            over = Union.objects.filter(place__lte=place, place_end__gt=place)
            ids = (
                set(named.filter(coverages__union__in=over, coverages__valid_to=None).values_list("pk", flat=True))
                or ids
            )
    if not ids:
        return reasons.UNKNOWN_EMPLOYER
    return ids.pop() if len(ids) == 1 else reasons.AMBIGUOUS_EMPLOYER
