"""Changing whom a list names and who is here already: with the history that the single actions leave."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from niangjia.engines import journal
from niangjia.engines.people.employers.models import Employment
from niangjia.engines.people.memberships.journal_codes import ENROLLED
from niangjia.engines.people.memberships.models import LIVING, Membership, MembershipChange
from niangjia.engines.people.memberships.steps import living_state
from niangjia.engines.people.persons.changing import lock_persons
from niangjia.engines.people.persons.completing import settle_completeness
from niangjia.engines.people.persons.details import append_detail, fit_detail
from niangjia.engines.people.persons.documents import attach_document
from niangjia.engines.people.persons.identifying import settle_identifiers
from niangjia.engines.people.persons.journal_codes import (
    CORRECTED,
    DETAIL_ADDED,
    DETAIL_REPLACED,
    DOCUMENT_ADDED,
    EMPLOYED,
)
from niangjia.engines.people.persons.models import Person, SealedDetail
from niangjia.engines.people.persons.naming import set_name, write_tokens
from niangjia.engines.people.persons.values import DocumentData
from niangjia.engines.people.roster.models import Expected, Roster
from niangjia.engines.people.totals.keeping import counts_of
from niangjia.foundation.clock import now
from niangjia.foundation.identity import DocumentKind

from .entering import kind_of_work
from .journal_codes import EXPECTED, MEMBERSHIP_CORRECTED
from .rows import Change, Staged
from .sealing import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.roster.models import RosterPart
    from niangjia.engines.people.totals.keeping import Counts
    from niangjia.foundation.access.actor import Actor

DETAILS = {
    "phone": SealedDetail.Kind.PHONE,
    "address": SealedDetail.Kind.ADDRESS,
    "bank_card": SealedDetail.Kind.BANK_CARD,
}
BELONGING = {"joined": "joined", "started": "started", "member_number": "number"}  # of a membership


class Done(msgspec.Struct, array_like=True):
    """What a commit did about a person: entered, or changed; `made` names the rows that it added.

    `was` and `became`: when the record was changed last, before a change and with it.
    """

    number: int
    person: int
    entered: bool
    changes: list[Change] = []
    membership: int = 0
    made: dict[str, list[int]] = {}
    was: str = ""
    became: str = ""


_decoder = msgspec.msgpack.Decoder(list[Done])


def sealed_done(part: RosterPart, done: Sequence[Done]) -> bytes:
    """What the commit of a part did, sealed for it."""
    return seal(f"done {part.round}", part.roster_id, msgspec.msgpack.encode(done), number=part.number)


def done_in(part: RosterPart) -> list[Done]:
    """What the commit of a part did."""
    if part.done is None:
        return []
    return _decoder.decode(unseal(f"done {part.round}", part.roster_id, part.done, number=part.number))


class Changing:
    """The changed rows of a lot. Their persons are locked, and the totals brought to what holds afterwards."""

    def __init__(self, actor: Actor, roster: Roster, day: date) -> None:
        self._actor, self._roster, self._day = actor, roster, day
        self._drafts: list[journal.Draft] = []
        self._stored: set[str] = set()

    def apply(self, rows: Sequence[Staged]) -> tuple[list[Done], Counts]:
        """Change them; answers what was done, and by what the totals differ."""
        persons = {person.pk: person for person in lock_persons([row.person for row in rows if row.person])}
        before = counts_of(persons.values())
        found = [self._change(persons[row.person], row) for row in rows if row.person in persons]
        self._save([persons[one.person] for one in found], found)
        journal.record_many(self._actor, self._drafts)
        after = counts_of(Person.objects.filter(pk__in=persons))
        after.subtract(before)
        return found, after

    def _change(self, person: Person, row: Staged) -> Done:
        done = Done(row.number, person.pk, False, row.changes, was=person.changed.isoformat())
        fields = []
        for change in row.changes:
            match change.field:
                case "document":
                    self._document(person, row, done)
                case "membership":
                    self._join(person, row, done)
                case "joined" | "member_number":
                    self._membership(person, change, done)
                case "employer":
                    self._employ(person, row, done)
                case field if field in DETAILS:
                    self._detail(person, change, done)
                case _:
                    set_field(person, change.field, change.new)
                    fields.append(change.field)
        self._note_fields(person, fields)
        return done

    def _note_fields(self, person: Person, fields: list[str]) -> None:
        if fields:
            self._stored.update(fields)
            self._note(CORRECTED, person, {"fields": ", ".join(fields)})

    def _note(self, code: str, person: Person, data: dict[str, Any] | None = None) -> None:
        self._drafts.append(journal.Draft(code, journal.Subject("people.person", person.pk), person.home_id, data))

    def _save(self, persons: list[Person], found: list[Done]) -> None:
        moment = now()
        for person in persons:  # also those of whom a telephone, work or a membership alone is new
            person.changed = moment
        if not self._stored:
            Person.objects.filter(pk__in=[person.pk for person in persons]).update(changed=moment)
        else:
            names = {"name_key"} if "name" in self._stored else set()
            Person.objects.bulk_update(persons, sorted({*self._stored, *names, "changed"}), batch_size=500)
        for person, done in zip(persons, found, strict=True):
            touched = {change.field for change in done.changes}
            if touched & {"document", "sex", "born"}:
                settle_completeness(person)
            done.became = person.changed.isoformat()
        renamed = {done.person for done in found for change in done.changes if change.field == "name"}
        write_tokens([person for person in persons if person.pk in renamed])
        called = [done.person for done in found if any(change.field == "phone" for change in done.changes)]
        if called:
            settle_identifiers(called)

    def _document(self, person: Person, row: Staged, done: Done) -> None:
        kind, number, until = row.values["documents"][0]
        given = DocumentData(kind=DocumentKind(kind), number=number, valid_until=until)
        document = attach_document(person, given)
        done.made["document"] = [document.pk]
        self._note(DOCUMENT_ADDED, person, {"kind": document.kind})

    def _join(self, person: Person, row: Staged, done: Done) -> None:
        assert row.union  # noqa: S101 - rows without a union are rejected
        if person.home_id != row.union:
            done.changes = [Change("home", str(person.home_id), str(row.union)), *done.changes]
            person.home_id = row.union
            self._stored.add("home")
        if self._roster.origin == Membership.Origin.APPLICATION:
            expected, made = Expected.objects.get_or_create(
                person=person, defaults={"union_id": row.union, "roster": self._roster, "since": self._day}
            )
            if made:
                done.made["expected"] = [expected.pk]
            self._note(EXPECTED, person)
            return
        joined = row.values.get("joined", self._day)
        membership = Membership.objects.create(
            person=person, union_id=row.union, state=living_state(person), origin=self._roster.origin,
            origin_note=self._roster.word, number=row.values.get("member_number", "")[:32], joined=joined,
            started=joined,
        )  # fmt: skip
        _no_longer_expected(person, done)
        MembershipChange.objects.create(membership=membership, state=membership.state, day=joined)
        done.membership = membership.pk
        told = {"membership": membership.pk, "day": joined.isoformat(), "origin": self._roster.origin}
        self._note(ENROLLED, person, told)

    def _membership(self, person: Person, change: Change, done: Done) -> None:
        membership = Membership.objects.get(person=person, state__in=LIVING)
        if change.field == "joined":
            membership.joined = date.fromisoformat(change.new)
            if membership.joined > membership.started:  # nobody is a member here before joining
                later = Change("started", membership.started.isoformat(), change.new)
                membership.started, done.changes = membership.joined, [*done.changes, later]
        else:
            membership.number = change.new[:32]
        membership.save(update_fields=["joined", "started", "number"])
        done.made["membership"] = [membership.pk]
        self._note(MEMBERSHIP_CORRECTED, person, {"fields": change.field})

    def _employ(self, person: Person, row: Staged, done: Done) -> None:
        work = Employment.objects.create(
            person=person, employer_id=row.employer or 0, kind=kind_of_work(row),
            title=row.values.get("job", "")[:64], started=row.values.get("employed"),
        )  # fmt: skip
        done.made["employment"] = [work.pk]
        self._note(EMPLOYED, person, {"employer": work.employer_id, "kind": str(work.kind)})

    def _detail(self, person: Person, change: Change, done: Done) -> None:
        kind = DETAILS[change.field]
        value = fit_detail(kind, change.new)
        rows = SealedDetail.objects.filter(person=person, kind=kind).order_by("position")
        old = next((row for row in rows if change.old and row.value.reveal() == change.old), None)
        if old:
            old.value = value
            old.save(update_fields=["value"])
            self._note(DETAIL_REPLACED, person, {"kind": kind.value})
        else:
            done.made.setdefault("detail", []).append(append_detail(person, kind, value).pk)
            self._note(DETAIL_ADDED, person, {"kind": kind.value})


def _no_longer_expected(person: Person, done: Done) -> None:
    """Who is a member needs no application; that one was awaited is kept for the undoing."""
    for row in Expected.objects.filter(person=person):
        told = f"{row.union_id} {row.since.isoformat()} {row.roster_id or ''}"
        done.changes = [*done.changes, Change("expected", told, "")]
        row.delete()


def set_field(person: Person, name: str, text: str) -> None:
    """Set, not save, an open field by the text that a change has."""
    if name == "name":
        set_name(person, text)
    elif name == "born":
        person.born = date.fromisoformat(text) if text else None
    elif name == "is_migrant":
        person.is_migrant = text == "1"
    elif name == "home":
        person.home_id = int(text)
    else:
        setattr(person, name, text)
