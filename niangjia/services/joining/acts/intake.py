"""The lines of a list are taken in: each is invited, or it is said why not. The register is asked once for many."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from niangjia.engines.people.claiming.finding import plain_name
from niangjia.engines.people.memberships.models import LIVING
from niangjia.engines.people.models import Membership, Person
from niangjia.engines.people.persons.identifying import document_mark
from niangjia.engines.people.persons.models import PersonIdentifier
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.phones.marks import keyed, phone_mark
from niangjia.foundation.chinese import normalise_name
from niangjia.foundation.identity import Phone, examine_phone
from niangjia.foundation.secrets.house import vault
from niangjia.services.joining.models import Application, InvitationList, Invited, ListPiece
from niangjia.services.joining.reading import handling_union, is_under, least_age
from niangjia.services.joining.said import Said, document_in

from .applying import JOINING, age_refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from niangjia.foundation.access.actor import Actor
    from niangjia.services.joining.tables import Line

WHY = gettext_noop("look whom of a list of invitations the register has already")
Row = Invited.State


@dataclass
class Judged:
    """A line: what it says, and why nobody is invited by it ("" if somebody is). `note` does not stand in the way."""

    said: Said
    why: str = ""
    note: str = ""
    joined: bool = False  # whether `why` is that the person has joined otherwise, or has asked to
    shared: bool = False  # the telephone stands with somebody else on the list
    born: date | None = field(default=None, repr=False)


def number_mark(number: str) -> bytes:
    """By which a document is found again among invitations."""
    return keyed("joining.number", number)


def take_in(actor: Actor, row: InvitationList, piece: ListPiece) -> int:
    """Make a row of each line, and delete the piece. Answers up to which line the list is taken in."""
    lines = [tuple(line) for line in json.loads(piece.said.reveal())]
    judged = [_read(line, row) for line in lines]
    least, sentence = least_age(row.union), age_refusal(row.union)
    for one in judged:
        if not one.why and one.born and is_under(one.born, least):
            one.why = sentence
    _refuse_twice(row, judged)
    ask_register(actor, row, judged)
    before = Invited.objects.filter(list=row).count()
    Invited.objects.bulk_create(_made(row, before + at, one) for at, one in enumerate(judged, start=1))
    piece.delete()
    return before + len(judged)


def _read(line: Line, row: InvitationList) -> Judged:
    name, number, phone, title = line
    document = document_in(number) if number else None
    known = examine_phone(phone) if phone else None
    platform = row.source == InvitationList.Source.PLATFORM
    said = Said(
        name=normalise_name(name)[:64],
        kind="" if document is None or isinstance(document, str) else document.kind.value,
        number="" if document is None or isinstance(document, str) else document.number,
        phone=known.number if isinstance(known, Phone) else "",
        employer="" if platform else row.employer,
        platform=row.employer[:64] if platform else "",
        title=title[:64],
    )
    why = note = ""
    if not said.name or not (number or phone):
        why = _("The name, and a document or a telephone, are needed.")
    elif isinstance(document, str):
        why = document
    elif known is not None and not isinstance(known, Phone):
        why = str(known.label)
    born = None if document is None or isinstance(document, str) else document.born
    if said.number and born is None:
        note = _("The document tells no birthday: it is asked when the person confirms by phone.")
    return Judged(said, why, note, born=born)


def _refuse_twice(row: InvitationList, judged: list[Judged]) -> None:
    """Whoever stands on this list, or on another open one of the union, is invited once."""
    marks = [number_mark(one.said.number) if one.said.number and not one.why else b"" for one in judged]
    phones = [phone_mark(one.said.phone) if one.said.phone and not one.why else b"" for one in judged]
    rows = Invited.objects.filter(list__union=row.union_id, list__closed=None).exclude(state=Row.REFUSED)
    found = rows.filter(number_mark__in=[*filter(None, marks)]).values_list("number_mark", flat=True)
    seen = {bytes(mark) for mark in found if mark}
    shared = rows.filter(list=row, phone_mark__in=[*filter(None, phones)]).values_list("phone_mark", flat=True)
    here = {bytes(mark) for mark in shared if mark}
    for one, mark, phone in zip(judged, marks, phones, strict=True):
        if mark in seen:
            one.why = _("This document stands on a list already.")
        elif phone in here:
            # One telephone opens one line: the second confirms on the roll.
            one.shared, one.note = (
                True,
                one.note or _("This telephone stands with somebody else, too: confirm on the roll."),
            )
        seen |= {mark} - {b""}
        here |= {phone} - {b""}


def ask_register(actor: Actor, row: InvitationList, judged: list[Judged]) -> None:
    """Who is a member already, here or elsewhere, or awaits a request; four questions for all of them."""
    asked = {one.said.number: one for one in judged if one.said.number and not one.why}
    if not asked:
        return
    with everywhere(actor, WHY):
        holders = _holders(asked.values())
        persons = set(holders.values())
        names = dict(Person.objects.filter(pk__in=persons).values_list("pk", "name"))
        members = {
            one.person_id: one
            for one in Membership.objects.filter(person__in=persons, state__in=LIVING).select_related("union__parent")
        }
        rows = Application.objects.filter(person__in=persons, ended=None).select_related("union")
        waiting = {one.person_id: one for one in rows}
        for number, person in holders.items():
            _judge(asked[number], row, names.get(person, ""), members.get(person), waiting.get(person))


def _holders(asked: Iterable[Judged]) -> Mapping[str, int]:
    """Whose documents they are: number -> person."""
    by_mark: dict[tuple[str, bytes], str] = {}
    for one in asked:
        mark = document_mark(one.said.kind)
        by_mark |= {(mark, digest): one.said.number for _key, digest in vault().digests(mark, one.said.number)}
    rows = PersonIdentifier.objects.filter(digest__in=[digest for _mark, digest in by_mark])
    found = ((by_mark.get((kind, bytes(digest))), person) for kind, digest, person in rows.values_list(
        "kind", "digest", "person"))  # fmt: skip
    return {number: person for number, person in found if number}


def _judge(
    one: Judged, row: InvitationList, name: str, member: Membership | None, waiting: Application | None
) -> None:
    here = handling_union(row.union).pk
    if plain_name(name) != plain_name(one.said.name):
        one.why = _("This number is registered with another name.")
    elif member and handling_union(member.union).pk == here:
        one.why, one.joined = _("Is a member here already."), True
    elif waiting:
        one.why = _("Has a request under way.")
        one.joined = waiting.kind in JOINING and handling_union(waiting.union).pk == here
    elif member:
        one.note = one.note or _("Is a member of another union: confirming asks for the transfer.")


def _made(row: InvitationList, position: int, one: Judged) -> Invited:
    """Of who can't be taken only name and reason are kept, for whoever mends the list."""
    if one.why:
        kept = Said(name=one.said.name)
        return Invited(
            list=row, position=position, state=Row.REFUSED, said=kept.packed(), sentence=str(one.why)[:200]
        )
    said = one.said
    return Invited(
        list=row,
        position=position,
        said=said.packed(),
        sentence=str(one.note)[:200],
        number_mark=number_mark(said.number) if said.number else None,
        phone_mark=phone_mark(said.phone) if said.phone and not one.shared else None,
    )
