"""Which columns the list can have, and which of them somebody wants to see."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.employers.models import Employment
from niangjia.foundation.clock import today
from niangjia.foundation.web.tables import Column, Kind

from .models import ListColumns
from .rows import CHOICE, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from niangjia.foundation.access.actor import Actor

NAME, EMPLOYER = "name", "employer"
CHOSEN = "SELECT columns::text FROM people_listcolumns WHERE account_id = %s"
# In the order of the list. Documents and telephones are masked.
COLUMNS: dict[str, Column] = {
    column.key: column
    for column in (
        Column(_("Name"), "name", link="url", sort="name_key", key=NAME),
        Column(_("Sex"), "sex", key="sex"),
        Column(_("Age"), "age", key="age"),
        Column(_("Union"), "union", key="union"),
        Column(_("Standing"), "standing", Kind.STATE, key="standing"),
        Column(_("Document"), "document", key="document"),
        Column(_("Telephone"), "phone", key="phone"),
        Column(_("Joined"), "joined", Kind.DAY, sort="joined", key="joined"),
        Column(_("Education"), "education", key="education"),
        Column(_("Political status"), "political", key="political"),
        Column(_("Household"), "household", key="household"),
        Column(_("State of work"), "work_state", key="work_state"),
        Column(_("Employer"), EMPLOYER, key=EMPLOYER),
        Column(_("New form of work"), "new_form", key="new_form"),
        Column(_("Skill grade"), "skill", key="skill"),
        Column(_("Native place"), "native_place", key="native_place"),
    )
}
USUAL = ("name", "sex", "union", "standing", "document", "phone", "joined")


@dataclass(frozen=True)
class Line(Row):
    """A row of the list with what only some columns show."""

    employer: str = ""

    @property
    def age(self) -> int | None:
        """In whole years; None if nobody knows, or the person has died."""
        born, day = self.person.born, today()
        if born is None or self.person.died:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def education(self) -> str:
        return self.person.get_education_display()

    @property
    def political(self) -> str:
        return self.person.get_political_display()

    @property
    def household(self) -> str:
        return self.person.get_household_display()

    @property
    def work_state(self) -> str:
        return self.person.get_work_state_display()

    @property
    def new_form(self) -> str:
        return self.person.get_new_form_display()

    @property
    def skill(self) -> str:
        return self.person.get_skill_display()

    @property
    def native_place(self) -> str:
        return self.person.native_place


def lines_of(rows: Sequence[Row], keys: Iterable[str]) -> list[Line]:
    """The rows as lines; one query more where the employer is among the columns."""
    employers = _employers(rows) if EMPLOYER in keys else {}
    return [Line(**vars(row), employer=employers.get(row.person.pk, "")) for row in rows]


def _employers(rows: Sequence[Row]) -> dict[int, str]:
    """Where these persons work, person id -> name; of several, the one with whom they began last."""
    found = Employment.objects.filter(person__in=[row.person.pk for row in rows], ended=None)
    return dict(found.order_by("started", "pk").values_list("person", "employer__name"))


def known_keys(keys: Iterable[str]) -> list[str]:
    """Those of the keys that are columns, in the order of the list; the name is always one."""
    wanted = {NAME, *keys}
    return [key for key in COLUMNS if key in wanted]


def keys_of(account_id: int | None) -> list[str]:
    """The columns that the account chose, else the usual ones."""
    with connection.cursor() as cursor:  # by hand: every look at the list asks it
        cursor.execute(CHOSEN, [account_id])
        row = cursor.fetchone()
    return known_keys(json.loads(row[0]) if row else USUAL)


def choose_columns(actor: Actor, keys: Iterable[str]) -> None:
    """Remember which columns somebody wants to see; none is the usual ones. Everybody may, for the own account."""
    if actor.account_id is None:
        raise ValueError("columns are chosen by an account")
    chosen = [key for key in known_keys(keys) if key != NAME]
    if not chosen:
        ListColumns.objects.filter(account=actor.account_id).delete()
        return
    values = {"columns": [NAME, *chosen]}
    ListColumns.objects.update_or_create(account_id=actor.account_id, defaults=values)


def columns_for(keys: Iterable[str], *, boxes: bool, sorts: Iterable[str] = ()) -> list[Column]:
    """The columns of a list: with boxes for a batch, sortable by what is quick."""
    quick = set(sorts)
    shown = [COLUMNS[key] for key in keys]
    columns = [replace(column, sort=column.sort if column.sort in quick else "") for column in shown]
    return [CHOICE, *columns] if boxes else columns
