"""You said, we changed: a union tells its workers what came of their concerns, and names nobody.

Of a subject on which ten people and more brought closed concerns by name; of fewer, one by one, where the worker
consents. What went past a unit, was sealed, came without a name or complains of somebody is never told of.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.models import State
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people.models import Person, Union
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import today
from niangjia.services.concerns.choices import Choice, Kind
from niangjia.services.concerns.journal_codes import CONSENTED, TAKEN_DOWN, TOLD_BACK, UNCONSENTED
from niangjia.services.concerns.models import Changed, Concern, Consent
from niangjia.services.concerns.permissions import TELL
from niangjia.services.concerns.reading import CONCERN, said_of
from niangjia.services.concerns.said import split_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from niangjia.foundation.access.actor import Actor

FEWEST, LATELY = 10, timedelta(days=365)


class Topic(NamedTuple):
    """What may be told of: a subject with ten people and more, or one concern by consent. `people` in tens, or 0."""

    key: str
    category: str
    people: int
    number: str
    concerns: list[Concern]


def tellable(union: Union | None = None) -> QuerySet[Concern]:
    """Closed concerns of which a union may tell at all."""
    rows = Concern.objects.select_related("matter").filter(
        matter__procedure=CONCERN,
        matter__state=State.DONE,
        matter__phase="closed",
        matter__bypassed=None,
        matter__recuses=False,
        choice=Choice.OWN,
        confidential=None,
        named=None,
        opinion_on__isnull=False,
    )
    rows = rows.exclude(kind=Kind.ACCUSATION)
    return rows.filter(matter__union=union) if union else rows


def topics_of(union: Union) -> list[Topic]:
    """What the union may tell of the last year."""
    by_category: defaultdict[str, list[Concern]] = defaultdict(list)
    for concern in tellable(union).filter(made__gt=today() - LATELY).order_by("-made", "pk"):
        by_category[concern.category].append(concern)
    agreed = set(Consent.objects.filter(concern__matter__union=union).values_list("concern", flat=True))
    found = []
    for category, concerns in sorted(by_category.items()):
        people = _people(concerns)
        if people >= FEWEST:
            found.append(Topic(category, category, people - people % FEWEST, "", concerns))
        for concern in concerns:
            if concern.pk in agreed and concern.matter:
                found.append(Topic(str(concern.pk), category, 0, concern.matter.number, [concern]))
    return found


def _people(concerns: Iterable[Concern]) -> int:
    """How many stand behind them: persons, and each that staff entered for one without a record."""
    persons = [concern.matter.person_id for concern in concerns if concern.matter]
    return len({one for one in persons if one}) + persons.count(None)


@transaction.atomic
def tell_changed(actor: Actor, union: Union, key: str, said: str, done: str) -> Changed:
    """Tell what changed. Raises Refused for who has no post right there, NotPossible with the field."""
    require_at(actor, TELL, union)
    topic = next((one for one in topics_of(union) if one.key == key), None)
    if topic is None:
        raise NotPossible(_("Of this nothing can be told: too few people, and nobody has consented."), "topic")
    for field, text in (("said", said), ("done", done)):
        if not text.strip():
            raise NotPossible(_("Write something."), field)
        if names := _names_in(text, topic.concerns):
            raise NotPossible(_("Name nobody: leave out %(names)s.") % {"names": "、".join(sorted(names))}, field)
    row = Changed(
        union=union,
        category=topic.category,
        said=said.strip(),
        done=done.strip(),
        by_consent=not topic.people,
        told_by_id=actor.account_id,
    )
    row.save(force_insert=True)
    row.concerns.set(topic.concerns)
    journal.record(actor, TOLD_BACK, row, union=union.pk)
    return row


def _names_in(text: str, concerns: Iterable[Concern]) -> set[str]:
    """The names of who brought these that stand in the text."""
    rows = list(concerns)
    persons = [concern.matter.person_id for concern in rows if concern.matter and concern.matter.person_id]
    known = set(Person.objects.filter(pk__in=persons).values_list("name", flat=True))
    for concern in rows:
        said = said_of(concern)
        known |= {said.name, said.phone, *split_names(said.speakers)}
    return {name for name in known if len(name) > 1 and name in text}


@transaction.atomic
def take_down(actor: Actor, row: Changed) -> None:
    """Take it off the page; once. Raises Refused, NotPossible."""
    require_at(actor, TELL, row.union)
    if not Changed.objects.filter(pk=row.pk, taken_down=None).update(taken_down=today()):
        raise NotPossible(_("It is taken down already."))
    journal.record(actor, TAKEN_DOWN, row, union=row.union_id)


def told_to(person: Person) -> QuerySet[Changed]:
    """What the unions of the person's own line told, the newest first."""
    home = person.home
    line = Union.objects.filter(place__lte=home.place, place_end__gte=home.place_end)
    rows = Changed.objects.select_related("union").filter(union__in=line, taken_down=None)
    return rows.order_by("-told_on", "-pk")


def may_consent(concern: Concern) -> bool:
    """Whether it is one of which could be told."""
    return tellable().filter(pk=concern.pk).exists()


@transaction.atomic
def consent(actor: Actor, concern: Concern, *, given: bool) -> None:
    """Let the union tell of one's own concern, or not any more: then what rests on that is taken down.

    Raises Refused, NotPossible.
    """
    matter = concern.matter
    if matter is None or matter.person_id is None or matter.person_id != actor.person_id:
        raise Refused(_("This is somebody else's matter."))
    if given:
        if not may_consent(concern):
            raise NotPossible(_("Of this nothing is told."))
        Consent.objects.get_or_create(concern=concern)
    else:
        Consent.objects.filter(concern=concern).delete()
        Changed.objects.filter(concerns=concern, by_consent=True, taken_down=None).update(taken_down=today())
    journal.record(actor, CONSENTED if given else UNCONSENTED, matter, union=matter.union_id)
