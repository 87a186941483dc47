"""Who looked at my data, in plain words: the post and union of who looked, what, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import connection
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from niangjia.engines.journal import Subject
from niangjia.engines.journal.models import Entry
from niangjia.engines.journal.reading import looks_at
from niangjia.engines.papers.life.hiding import OWN_LOOKS
from niangjia.engines.people.loading import own_record
from niangjia.engines.people.posts.models import Post
from niangjia.foundation.clock import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from niangjia.engines.journal.reading import Look
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

MERGED = "people.person.merged"
MOST = 200
PERSONS = "SELECT id, people_person_of(id) FROM unnest(%s::bigint[]) id"


@dataclass(frozen=True)
class Seen:
    """One look: at what hour, who by office, what, why."""

    hour: str
    who: str
    what: str
    why: str
    own: bool


@dataclass(frozen=True)
class Day:
    day: date
    looks: tuple[Seen, ...]


@never_cache
@require_safe
def looks(request: Request) -> HttpResponse:
    """My list, the newest first."""
    days = looked_days(request.actor, own_record(request))
    others = sum(not seen.own for day in days for seen in day.looks)
    counted = ngettext("%(count)s look by others", "%(count)s looks by others", others) % {"count": others}
    return render(request, "portal/looks.html", {"days": days, "counted": counted, "most": MOST})


def looked_days(actor: Actor, person: Person, *, limit: int = MOST) -> list[Day]:
    """Looks at the person's data, by day; also at records that were merged into this one."""
    records = [Subject("people.person", person.pk), *_merged(person)]
    alone = (Subject(OWN_LOOKS, one.id) for one in records)
    found = looks_at(*records, *alone, limit=limit)
    offices = _offices({look.account_id for look in found if look.account_id}, found)
    return [
        Day(day, tuple(_seen(actor, look, offices) for look in group)) for day, group in groupby(found, key=_day_of)
    ]


def _day_of(look: Look) -> date:
    return look.time.astimezone(SHANGHAI).date()


def _merged(person: Person) -> list[Subject]:
    entries = Entry.objects.about(Subject("people.person", person.pk)).filter(code=MERGED)
    lost = (entry.data.get("lost") for entry in entries if entry.data)
    return [Subject("people.person", number) for number in lost if isinstance(number, int)]


def _seen(actor: Actor, look: Look, offices: dict[tuple[int, date], str]) -> Seen:
    when = look.time.astimezone(SHANGHAI)
    own = look.account_id is not None and look.account_id == actor.account_id
    if own:
        who = _("you yourself")
    elif look.account_id is None:
        who = _("the platform")
    else:
        who = offices.get((look.account_id, when.date())) or _("somebody without a post today")
    return Seen(f"{when:%H:%M}", who, look.sentence, look.reason, own)


def _offices(accounts: Iterable[int], found: Iterable[Look]) -> dict[tuple[int, date], str]:
    """By account and day, in which post it looked. Names are not told: the office answers for the look."""
    persons = _persons(accounts)
    posts = Post.objects.filter(person_id__in=persons.values()).select_related("union").order_by("-started")
    held: dict[int, list[Post]] = {}
    for post in posts:
        held.setdefault(post.person_id, []).append(post)
    wanted = {(look.account_id, _day_of(look)) for look in found if look.account_id}
    said = {
        (account, day): _said(post for post in held.get(persons.get(account, 0), []) if _held_on(post, day))
        for account, day in wanted
    }
    return {key: words for key, words in said.items() if words}


def _persons(accounts: Iterable[int]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(PERSONS, [list(accounts)])
        return {account: person for account, person in cursor.fetchall() if person}


def _held_on(post: Post, day: date) -> bool:
    return post.started <= day and (post.ends is None or post.ends >= day)


def _said(posts: Iterable[Post]) -> str:
    return "、".join(
        _("%(role)s, %(union)s") % {"role": post.get_role_display(), "union": post.union.name} for post in posts
    )
