"""Which sheet holds the table, and what its columns hold: guessed, corrected, remembered per union."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster import columns
from niangjia.engines.people.roster.layouts import shipped
from niangjia.engines.people.roster.models import Roster, RosterHabit
from niangjia.foundation.clock import now

from .loading import held, stop_jobs, store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.people.roster.layouts import Layout
    from niangjia.engines.people.roster.shapes import Book, Sheet
    from niangjia.foundation.access.actor import Actor

State = Roster.State
BEFORE_COMMIT = (State.UPLOADED, State.CHECKING, State.CHECKED)
CHOSEN = ["sheet", "heading", "titles", "mapping"]


def propose_columns(roster: Roster, book: Book) -> None:
    """Choose the first sheet that has a table, and what its columns seem to hold."""
    tables = [sheet for sheet in book.sheets if not sheet.explanation]
    seen = [sheet for sheet in tables if not sheet.hidden] or tables
    if seen:
        _set_sheet(roster, seen[0])
        store(roster, CHOSEN)


def _set_sheet(roster: Roster, sheet: Sheet) -> None:
    heading = columns.find_heading(sheet.head, sheet.merged)
    roster.sheet, roster.heading = sheet.name, heading.last if heading else 0
    roster.titles = [str(title) for title in heading.titles] if heading else []
    layout = layout_of(roster)
    guessed = columns.guess(roster.titles, layout.pairs if layout else None, remembered(roster))
    roster.mapping = {str(column): field for column, field in guessed.items()}


def layout_of(roster: Roster) -> Layout | None:
    """The layout that the list was said to have."""
    return shipped().get(roster.layout)


def remembered(roster: Roster) -> dict[str, str]:
    """Title -> field as the union's staff chose them last time."""
    habit = RosterHabit.objects.filter(union=roster.union_id).first()
    return dict(habit.fields) if habit else {}


@transaction.atomic
def choose_sheet(actor: Actor, roster: Roster, name: str) -> None:
    """Take the table from another sheet; what its columns hold is guessed anew. Raises Refused, NotPossible."""
    from .uploading import book_of

    roster = held(actor, roster, *BEFORE_COMMIT)
    found = next((sheet for sheet in book_of(roster).sheets if sheet.name == name), None)
    if found is None:
        raise NotPossible(_("The file has no such sheet."))
    stop_jobs(roster)
    _set_sheet(roster, found)
    roster.state = State.UPLOADED
    store(roster, [*CHOSEN, "state", "jobs"])


@transaction.atomic
def choose_columns(actor: Actor, roster: Roster, mapping: Mapping[int, str]) -> None:
    """Say what the columns hold (column from 0 -> field; "" for nothing), and remember it by their titles.

    Raises Refused, NotPossible for a field that two columns hold, or that there is not.
    """
    roster = held(actor, roster, *BEFORE_COMMIT)
    chosen = {column: field for column, field in mapping.items() if field}
    _refuse_odd(chosen)
    stop_jobs(roster)
    roster.mapping = {str(column): field for column, field in chosen.items()}
    roster.state = State.UPLOADED
    store(roster, ["mapping", "state", "jobs"])
    _remember(roster, chosen)


def _refuse_odd(chosen: Mapping[int, str]) -> None:
    from niangjia.engines.people.roster.columns.fields import FIELDS

    if unknown := set(chosen.values()) - FIELDS.keys():
        raise NotPossible(_("There is no such field: %(field)s.") % {"field": sorted(unknown)[0]})
    single = [field for field in chosen.values() if not FIELDS[field].repeats]
    twice = next((field for field in single if single.count(field) > 1), None)
    if twice:
        raise NotPossible(_("Two columns can't both be “%(field)s”.") % {"field": FIELDS[twice].title})


def _remember(roster: Roster, chosen: Mapping[int, str]) -> None:
    said = {title: chosen.get(column, "") for column, title in enumerate(roster.titles) if title}
    habit, _made = RosterHabit.objects.get_or_create(union_id=roster.union_id)
    habit.fields, habit.changed = {**habit.fields, **said}, now()
    habit.save(update_fields=["fields", "changed"])


def columns_of(roster: Roster) -> dict[int, str]:
    """Column -> field, as chosen."""
    return {int(column): field for column, field in roster.mapping.items()}
