"""What lists say of somebody: shown in the copy of the own data, gone when the record is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines.people.persons.models import IdentityDocument
from niangjia.services.joining.models import Application, Invited
from niangjia.services.joining.said import Said

from .intake import number_mark

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.people.models import Person
    from niangjia.engines.people.persons.own_copy import Rows

Row = Invited.State


def lines_of_person(person: Person) -> QuerySet[Invited]:
    """Lines of open lists with a document of the person's, or that the person has confirmed."""
    numbers = [row.number.reveal() for row in IdentityDocument.objects.filter(person=person)]
    mine = Application.objects.filter(person=person).values_list("pk", flat=True)
    # Lines have no scope, requests have: the ids are asked first.
    return Invited.objects.filter(
        Q(number_mark__in=[number_mark(one) for one in numbers]) | Q(application__in=[*mine])
    )


def forget_lines(person: Person) -> None:
    """Empty them; whoever waited to confirm is invited no more."""
    rows = lines_of_person(person)
    ids = [*rows.values_list("pk", flat=True)]
    told = _("The record was erased.")
    waiting = Invited.objects.filter(pk__in=ids, state__in=(Row.INVITED, Row.SIGNED))
    waiting.update(state=Row.REFUSED, sentence=told)
    Invited.objects.filter(pk__in=ids).update(said=None, phone_mark=None, number_mark=None)


def said_by_lists(person: Person) -> Rows:
    """What lists say of the person, as the copy of one's own data has it."""
    rows = lines_of_person(person).filter(said__isnull=False).select_related("list__union")
    return [_told(one) for one in rows.order_by("list__made", "position")]


def _told(one: Invited) -> dict[str, str]:
    said = Said.read(one.said.reveal())
    told = {"name": said.name, "number": said.number, "phone": said.phone, "title": said.title}
    return {"list": one.list.employer, "union": one.list.union.name, "day": one.list.made.isoformat(), **told}
