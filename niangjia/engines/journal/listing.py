"""The journal as a list: newest first, some at a time, by place and not by number of page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from niangjia.foundation.clock import SHANGHAI, now
from niangjia.foundation.web.tables import PER_PAGE, Column

from .models import Entry
from .sealing.links import micros, moment_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .models import Entries

# Looking for something rare must not read years: so far back at once, then people ask for more.
REACH = timedelta(days=31)
COLUMNS = (
    Column(pgettext_lazy("journal", "time"), "time"),
    Column(pgettext_lazy("journal", "who"), "who"),
    Column(pgettext_lazy("journal", "what"), "sentence"),
    Column(pgettext_lazy("journal", "subject"), "subject"),
    Column(pgettext_lazy("journal", "union"), "union"),
    Column(pgettext_lazy("journal", "code"), "code"),
    Column(pgettext_lazy("journal", "request"), "request"),
)


@dataclass(frozen=True)
class Line:
    """An entry as the page shows it: numbers and words of the journal, nothing of persons."""

    time: str
    who: str
    sentence: str
    subject: str
    union: int | None
    code: str
    request: str | None


@dataclass(frozen=True)
class Listing:
    """Some lines; `older` is where older ones follow ("" if there are none), `since` how far back was looked."""

    lines: list[Line]
    older: str
    since: datetime | None


NOTHING = Listing([], "", None)  # what filters find that make no sense


def listing(wanted: Mapping[str, Any], before: str = "") -> Listing:
    """The newest entries before that place that fit `wanted` (keys as in Filters); at most two queries.

    Raises ValueError for another place than one that a listing gave.
    """
    cursor = _read(before)
    since, entries = _window(wanted.get("day"), cursor)
    found = list(_fitting(entries, wanted).order_by("-time", "-id")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    older = ""
    if len(found) > PER_PAGE:
        older = _write(shown[-1].time, shown[-1].id)
    elif not wanted.get("day") and Entry.objects.whole().filter(time__lt=since).exists():
        older = _write(since, 0)
    return Listing([_line(entry) for entry in shown], older, since)


def _window(day: date | None, cursor: tuple[datetime, int] | None) -> tuple[datetime, Entries]:
    """From when on, and the entries from then on before the cursor."""
    entries = Entry.objects.whole()
    if day:
        since = datetime.combine(day, time(), SHANGHAI)
        entries = entries.filter(time__lt=since + timedelta(days=1))
    else:
        since = (cursor[0] if cursor else now()) - REACH
    if cursor:
        moment, number = cursor
        entries = entries.filter(time__lte=moment).exclude(time=moment, id__gte=number)
    return since, entries.filter(time__gte=since)


def _fitting(entries: Entries, wanted: Mapping[str, Any]) -> Entries:
    names = {"code": "code", "union": "union_id", "account": "account_id"}
    return entries.filter(**{column: wanted[name] for name, column in names.items() if wanted.get(name)})


def _write(moment: datetime, number: int) -> str:
    return f"{micros(moment)}.{number}"


def _read(place: str) -> tuple[datetime, int] | None:
    if not place:
        return None
    moment, _dot, number = place.partition(".")
    return moment_of(int(moment)), int(number)


def _line(entry: Entry) -> Line:
    moment = entry.time.astimezone(SHANGHAI)
    shown = date_format(moment, "Y-m-d") if entry.anonymous else date_format(moment, "Y-m-d H:i:s")
    subject = f"{_kind(entry.subject_type)} {entry.subject_id}"
    return Line(shown, _who(entry), entry.sentence, subject, entry.union_id, entry.code, entry.request_id)


def _who(entry: Entry) -> str:
    if entry.actor is None:
        return _("with a receipt")
    if entry.actor == Entry.Actor.ACCOUNT:
        return _("account %(number)s") % {"number": entry.account_id}
    return str(Entry.Actor(entry.actor).label)


def _kind(subject_type: str) -> str:
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except LookupError:
        return subject_type
