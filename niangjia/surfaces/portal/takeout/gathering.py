"""Everything that is kept of a person, as plain values; numbers in full, for it is handed to nobody else."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from niangjia.engines.journal.reading import history
from niangjia.engines.matters.models import Matter, Note
from niangjia.engines.matters.titles import procedure_title
from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.notices.sending.rendering import rendered
from niangjia.engines.people.consents.models import Consent
from niangjia.engines.people.corrections.models import Correction
from niangjia.engines.people.corrections.showing import differences, title_of
from niangjia.engines.people.models import MembershipChange
from niangjia.engines.people.persons.own_copy import own_copy_sections
from niangjia.engines.people.registry.person_lines import sealed_title
from niangjia.engines.people.registry.person_page import BASIC, field_text
from niangjia.foundation.clock import SHANGHAI
from niangjia.surfaces.portal.me.looks import looked_days

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

Rows = list[dict[str, Any]]
MOST = 10_000  # entries of each kind


def gathered(actor: Actor, person: Person) -> dict[str, Any]:
    """All of it, by section; days and moments as text (ISO 8601)."""
    return {
        "record": _record(person),
        "documents_and_contacts": _sealed(person),
        "family": _family(person),
        "memberships": _memberships(person),
        "work_and_posts": _work(person),
        "corrections": _corrections(person),
        "consents": _consents(person),
        "messages": _messages(person),
        "matters": _matters(person),
        **{section.key: section.rows(person)[:MOST] for section in own_copy_sections()},
        "looks": _looks(actor, person),
        "history": _history(person),
    }


def _text(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat(timespec="seconds")
    return value.isoformat() if value else ""


def _record(person: Person) -> Rows:
    names = ("name", "sex", "born", *BASIC, "is_migrant", "died")
    found = {name: field_text(person, name) for name in names}
    found |= {"union": person.home.name, "state": person.get_state_display(), "since": _text(person.created)}
    return [found]


def _sealed(person: Person) -> Rows:
    documents: Rows = [
        {"kind": sealed_title(row), "value": row.number.reveal(), "valid_until": _text(row.valid_until)}
        for row in person.documents.order_by("pk")
    ]
    details = person.details.order_by("kind", "position")
    return [*documents, *({"kind": sealed_title(row), "value": row.value.reveal()} for row in details)]


def _family(person: Person) -> Rows:
    return [
        {
            "relation": row.get_relation_display(),
            "name": row.name,
            "born": _text(row.born),
            "number": row.number.reveal() if row.number else "",
        }
        for row in person.family.order_by("pk")
    ]


def _memberships(person: Person) -> Rows:
    changes = MembershipChange.objects.filter(membership__person=person).select_related("membership__union")
    rows = person.memberships.select_related("union").order_by("started", "pk")
    standing: Rows = [
        {
            "union": row.union.name,
            "state": row.get_state_display(),
            "origin": row.get_origin_display(),
            "number": row.number,
            "joined": _text(row.joined),
            "from": _text(row.started),
            "until": _text(row.ended),
        }
        for row in rows
    ]
    steps: Rows = [
        {
            "union": row.membership.union.name,
            "state": row.get_state_display(),
            "day": _text(row.day),
            "why": row.reason,
        }
        for row in changes.order_by("day", "pk")
    ]
    return [*standing, *steps]


def _work(person: Person) -> Rows:
    work: Rows = [
        {
            "employer": row.employer.name,
            "kind": row.get_kind_display(),
            "title": row.title,
            "from": _text(row.started),
            "until": _text(row.ended),
        }
        for row in person.employments.select_related("employer").order_by("pk")
    ]
    posts: Rows = [
        {
            "union": row.union.name,
            "post": row.get_role_display(),
            "from": _text(row.started),
            "until": _text(row.ends),
        }
        for row in person.posts.select_related("union").order_by("started")
    ]
    return [*work, *posts]


def _matters(person: Person) -> Rows:
    rows = Matter.objects.filter(person=person).select_related("union").order_by("pk")
    return [
        {
            "number": row.number,
            "service": procedure_title(row.procedure),
            "union": row.union.name,
            "state": row.get_state_display(),
            "opened": _text(row.opened),
            "closed": _text(row.closed),
            "written": [note.text.reveal() for note in row.notes.filter(kind=Note.Kind.APPLICANT).order_by("pk")],
        }
        for row in rows[:MOST]
    ]


def _corrections(person: Person) -> Rows:
    rows = Correction.objects.filter(person=person).select_related("person").order_by("made")
    return [
        {
            "asked_for": title_of(row),
            "values": [f"{one.label}：{one.asked}" for one in differences(row)],
            "state": row.get_state_display(),
            "made": _text(row.made),
            "decided": _text(row.decided),
            "reason": row.reason,
        }
        for row in rows
    ]


def _consents(person: Person) -> Rows:
    return [
        {
            "purpose": row.purpose,
            "version": row.version,
            "text_sha256": row.digest,
            "way": row.get_way_display(),
            "given": _text(row.given),
            "withdrawn": _text(row.withdrawn),
        }
        for row in Consent.objects.filter(person=person).order_by("given")
    ]


def _messages(person: Person) -> Rows:
    rows = Message.objects.filter(person=person.pk).select_related("notice__union").order_by("-created", "-id")
    found: Rows = []
    for row in rows[:MOST]:
        words = rendered(row.notice)
        found.append(
            {
                "from": str(row.notice.union or ""),
                "title": words.title,
                "text": words.body,
                "channel": str(Channel(row.channel).label),
                "sent": _text(row.created),
                "read": _text(row.read),
            }
        )
    return found


def _looks(actor: Actor, person: Person) -> Rows:
    return [
        {"day": _text(day.day), "time": seen.hour, "who": seen.who, "what": seen.what, "why": seen.why}
        for day in looked_days(actor, person, limit=MOST)
        for seen in day.looks
    ]


def _history(person: Person) -> Rows:
    return [{"time": _text(act.entry.time), "what": act.entry.sentence} for act in history(person, limit=MOST)]
