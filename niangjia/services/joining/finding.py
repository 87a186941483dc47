"""Finding one's union as anybody may: by words, pinyin, code, employer, street, trade, platform or kind of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from niangjia.engines.matters.acts.opening import handling_union
from niangjia.engines.people.models import Coverage, Union
from niangjia.engines.people.posts.holding import stands_for
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.initials import initials_of
from niangjia.engines.people.unions.models import Kind, Level, State
from niangjia.engines.people.unions.neighbours import holding
from niangjia.engines.people.unions.reading import search
from niangjia.foundation.access.reach import EVERYWHERE

from .models import Door

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 20
FEWEST = 2  # letters that are taken for initials
LEVELS = (Level.COUNTY, Level.TOWNSHIP, Level.BASE, Level.BRANCH, Level.GROUP)
FOR_ALL = Q(level__in=(Level.COUNTY, Level.TOWNSHIP)) | Q(kind__in=(Kind.AREA, Kind.NEW_FORM))


class Found(NamedTuple):
    """A union, and by what it was found besides its name."""

    union: Union
    by: str


def takes_in(union: Union) -> bool:
    """Whether people can apply there: a union at work that is no federation of a city or above, and is open."""
    if union.state not in STANDING or union.level not in LEVELS:
        return False
    doors = {union.pk, handling_union(union).pk}  # a branch's applicants are its union's
    return not Door.objects.filter(union__in=doors, open=False).exists()


def open_union(code: str) -> Union | None:
    """The union of that code, or the one that it went into, if people can apply there: codes outlive unions."""
    found = Union.objects.select_related("parent").filter(code=code).first()
    if found and found.state == State.MERGED:
        found = stands_for(found)
    return found if found and takes_in(found) else None


def find(text: str, kind: str = "") -> list[Found]:
    """At most twenty unions for words as typed and a kind of new-form work; each once, the nearest sense first."""
    words = text.lower().split()
    if not words and not kind:
        return []
    doors = _doors(words, kind)
    named = [] if kind and not words else [Found(union, "") for union in search(text, EVERYWHERE)]
    if kind:
        return _open([*doors, *_new_form(words), *named])
    return _open([*named, *_employers(words), *doors])


def for_all(text: str = "") -> list[Found]:
    """Whoever finds none applies at the town's or county's federation, or that of an area or trade."""
    rows = Union.objects.filter(FOR_ALL, state__in=STANDING)
    for word in text.lower().split():
        if rows.filter(_named(word)).exists():
            rows = rows.filter(_named(word))
    return _open(Found(union, "") for union in rows.order_by("-level", "place")[: MOST * 2])


def _named(word: str) -> Q:
    return Q(name__icontains=word) | Q(short_name__icontains=word) | Q(address__icontains=word)


def _open(found: Iterable[Found]) -> list[Found]:
    once: dict[int, Found] = {}
    for one in found:
        once.setdefault(one.union.pk, one)
    over = {pk: handling_union(one.union).pk for pk, one in once.items() if one.union.level > Level.BASE}
    doors = Door.objects.filter(union__in={*once, *over.values()}, open=False)
    closed = set(doors.values_list("union", flat=True))
    rows = (one for pk, one in once.items() if not closed & {pk, over.get(pk, pk)} and one.union.level in LEVELS)
    return list(rows)[:MOST]


def _spelled(word: str, text: str) -> bool:
    """Whether a word as typed is in the text, or Latin letters are the initials of a part of it."""
    if word in text.lower():
        return True
    return word.isascii() and word.isalpha() and len(word) >= FEWEST and word in initials_of(text)


def _employers(words: list[str]) -> list[Found]:
    """Unions that cover an employer so called."""
    rows = holding(Coverage.objects.filter(union__state__in=STANDING)).select_related("employer", "union")
    if not all(word.isascii() for word in words):  # else initials, which the database does not know
        for word in words:
            rows = rows.filter(employer__name__icontains=word)
        return [Found(row.union, row.employer.name) for row in rows.order_by("employer__name", "pk")[:MOST]]
    names = rows.values_list("pk", "employer__name", "employer__uscc")
    fitting = [
        pk for pk, name, code in names if all(_spelled(word, name) or word == (code or "").lower() for word in words)
    ]
    return [Found(row.union, row.employer.name) for row in rows.filter(pk__in=fitting[:MOST])]


def _doors(words: list[str], kind: str) -> list[Found]:
    """Unions that say that they take in people of that kind, street, trade or platform."""
    rows = Door.objects.filter(open=True, union__state__in=STANDING).select_related("union").order_by("union__place")
    if kind:
        rows = rows.filter(kinds__contains=[kind])
    found = []
    for row in rows:
        said = f"{row.words} {row.union.name} {row.union.address}"
        if all(_spelled(word, said) for word in words):
            found.append(Found(row.union, row.words))
    return found[:MOST]


def _new_form(words: list[str]) -> list[Found]:
    rows = Union.objects.filter(kind=Kind.NEW_FORM, state__in=STANDING)
    for word in words:
        rows = rows.filter(_named(word))
    return [Found(union, "") for union in rows.order_by("place")[:MOST]]
