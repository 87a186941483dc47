"""Entering the persons of a list: what `register_person`, `enrol` and `employ` would leave of each, many at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.db import connection

from niangjia.engines import journal
from niangjia.engines.people.codes import Sex
from niangjia.engines.people.employers.models import Employment
from niangjia.engines.people.memberships.journal_codes import ENROLLED
from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.persons.completing import lacking
from niangjia.engines.people.persons.identifying import LAST_FOUR, PHONE, document_mark
from niangjia.engines.people.persons.journal_codes import EMPLOYED, REGISTERED
from niangjia.engines.people.persons.models import Person, SealedDetail
from niangjia.engines.people.persons.naming import LONGEST_KEY, tokens_of
from niangjia.engines.people.totals.facets import facets_of
from niangjia.foundation.chinese import sort_key
from niangjia.foundation.clock import now
from niangjia.foundation.secrets.house import vault

from .arrays import asked, bytes_array, plain_array, text_array
from .journal_codes import EXPECTED
from .listed import listed_all, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from niangjia.engines.people.roster.models import Roster
    from niangjia.engines.people.totals.keeping import Counts
    from niangjia.foundation.access.actor import Actor

    from .rows import Staged

PERSON = "people.person"  # as the journal names it
Kind = SealedDetail.Kind
PHONES, HOME, CARD, ACTIVE, DIRECT = (  # a member of an enumeration is slower to ask for than a text
    Kind.PHONE.value, Kind.ADDRESS.value, Kind.BANK_CARD.value, Standing.ACTIVE.value, Employment.Kind.DIRECT.value,
)  # fmt: skip
# A person's columns in the order of the function: (name of the value, what stands for none).
CODES = (
    ("ethnicity", ""), ("native_place", ""), ("education", ""), ("political", ""), ("household", ""),
    ("household_region", ""),
)  # fmt: skip
WORK = (("work_state", ""), ("skill", ""), ("new_form", ""), ("platform", ""))
IDS = """
    SELECT nextval(persons), nextval(memberships) FROM generate_series(1, %s), (
        SELECT pg_get_serial_sequence('people_person', 'id')::regclass AS persons,
            pg_get_serial_sequence('people_membership', 'id')::regclass AS memberships OFFSET 0
    ) names
"""
ENTER = """
    SELECT people_roster_enter(
        %s, %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::date[],
        %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::boolean[], %s::text[], %s::text[],
        %s::text[], %s::text[], %s::text[], %s::bytea[],
        %s::int[], %s::text[], %s::bytea[], %s::date[], %s::boolean[],
        %s::int[], %s::text[], %s::bytea[], %s::int[],
        %s::int[], %s::text[], %s::int[], %s::bytea[],
        %s::int[], %s::bigint[], %s::text[], %s::text[], %s::date[],
        %s::int[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::date[], %s::date[],
        %s::int[], %s, %s)
"""


class Entered(NamedTuple):
    """Somebody whom a row entered; without a membership (0) an application is awaited."""

    row: Staged
    person: int
    membership: int
    standing: str
    lacks: str


def enter(actor: Actor, roster: Roster, rows: Sequence[Staged], day: date) -> tuple[list[Entered], Counts]:
    """Enter these rows, of whom nobody has the document; answers who they are, and what they add to the totals.

    Whether the actor may is asked by the database as well: a union outside the scope is refused.
    Raises IntegrityError for a document that somebody has.
    """
    if not rows:
        return [], Counter()
    waits = roster.origin == Membership.Origin.APPLICATION
    with connection.cursor() as cursor:
        cursor.execute(IDS, [len(rows)])
        ids = cursor.fetchall()
    entered = [
        _entered(row, person, 0 if waits else membership) for row, (person, membership) in zip(rows, ids, strict=True)
    ]
    asked(ENTER, _given(roster, entered, day))
    _tell(actor, roster, entered, day)
    return entered, _counts(entered)


def _entered(row: Staged, person: int, membership: int) -> Entered:
    values = row.values
    if "documents" in values and "born" in values and values.get("sex", Sex.UNKNOWN) != Sex.UNKNOWN:
        return Entered(row, person, membership, ACTIVE if membership else "", "")  # as most are: nothing is lacking
    said = cast("Person", SimpleNamespace(sex=values.get("sex", Sex.UNKNOWN), born=values.get("born")))
    lacks = ",".join(lacking(said, has_document="documents" in values))
    standing = Standing.INCOMPLETE if lacks else Standing.ACTIVE
    return Entered(row, person, membership, standing.value if membership else "", lacks)


def _given(roster: Roster, entered: Sequence[Entered], day: date) -> list[Any]:
    members = [(at, one) for at, one in enumerate(entered, start=1) if one.membership]
    awaited = [at for at, one in enumerate(entered, start=1) if not one.membership]
    moment = now()
    return [
        moment,
        *_persons(entered),
        _listed(entered, moment),
        *_documents(entered),
        *_details(entered),
        *_identifiers(entered),
        *_employments(entered),
        *_memberships(roster, members, day),
        plain_array(awaited), day, roster.pk,
    ]  # fmt: skip


def _persons(entered: Sequence[Entered]) -> Iterator[str]:
    every = [one.row.values for one in entered]
    names = [values["name"] for values in every]
    yield plain_array([one.person for one in entered])
    yield plain_array([one.row.union for one in entered])
    incomplete, complete = Person.State.INCOMPLETE.value, Person.State.COMPLETE.value
    yield text_array([incomplete if one.lacks else complete for one in entered])
    yield text_array([one.lacks for one in entered])
    yield text_array(names)
    spelled = [_spelled(name) for name in names]
    yield text_array([key for key, _tokens in spelled])
    yield text_array([values.get("sex", "0") for values in every])
    yield plain_array([values.get("born") for values in every])
    for name, none in CODES:
        yield text_array([cast("str", values.get(name, none)) for values in every])
    yield plain_array([values.get("is_migrant", False) for values in every])
    for name, none in WORK:
        yield text_array([cast("str", values.get(name, none)) for values in every])
    yield text_array([tokens for _key, tokens in spelled])


def _listed(entered: Sequence[Entered], moment: datetime) -> str:
    """What is kept of the rows of members: of others a list that comes again says that they join."""
    members = listed_all([(one.row, one.person) for one in entered if one.membership], stamp_of(moment))
    found = iter(members)
    return bytes_array([next(found) if one.membership else None for one in entered])


@lru_cache(maxsize=100_000)
def _spelled(name: str) -> tuple[str, str]:
    """What the name sorts by, and the tokens that it is found by, a line each. Many bear the same name."""
    return sort_key(name)[:LONGEST_KEY], "\n".join(tokens_of(name))


def _documents(entered: Sequence[Entered]) -> Iterator[str]:
    held = [
        (at, one.person, document, first == 0)
        for at, one in enumerate(entered, start=1)
        for first, document in enumerate(one.row.values.get("documents", ()))
    ]
    sealed = vault().seal_all("people_identitydocument", "number", ((one[1], one[2].number) for one in held))
    yield plain_array([one[0] for one in held])
    yield text_array([one[2].kind for one in held])
    yield bytes_array(sealed)
    yield plain_array([one[2].valid_until for one in held])
    yield plain_array([one[3] for one in held])


def _details(entered: Sequence[Entered]) -> Iterator[str]:
    told = [
        (at, one.person, kind, value, position)
        for at, one in enumerate(entered, start=1)
        for kind, value, position in _told(one.row)
    ]
    sealed = vault().seal_all("people_sealeddetail", "value", ((one[1], one[3]) for one in told))
    yield plain_array([one[0] for one in told])
    yield text_array([one[2] for one in told])
    yield bytes_array(sealed)
    yield plain_array([one[4] for one in told])


def _told(row: Staged) -> Iterator[tuple[str, str, int]]:
    for position, phone in enumerate(row.values.get("phones", ())):
        yield PHONES, phone, position
    if address := row.values.get("address"):
        yield HOME, address, 0
    if card := row.values.get("bank_card"):
        yield CARD, card, 0


def _identifiers(entered: Sequence[Entered]) -> Iterator[str]:
    marks: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, one in enumerate(entered, start=1):
        for kind, number, _until in one.row.values.get("documents", ()):
            marks[document_mark(kind)].append((at, number))
            marks[LAST_FOUR].append((at, number[-4:]))
        for phone in one.row.values.get("phones", ()):
            marks[PHONE].append((at, phone))
    places: list[int] = []
    kinds: list[str] = []
    keys: list[int] = []
    made: list[bytes] = []
    for kind, values in marks.items():
        for key_id, digests in vault().digest_columns(kind, [value for _, value in values]):
            places += [at for at, _ in values]
            kinds += [kind] * len(values)
            keys += [key_id] * len(values)
            made += digests
    yield plain_array(places)
    yield text_array(kinds)
    yield plain_array(keys)
    yield bytes_array(made)


def _employments(entered: Sequence[Entered]) -> Iterator[str]:
    works = [(at, one.row) for at, one in enumerate(entered, start=1) if one.row.employer]
    yield plain_array([at for at, _ in works])
    yield plain_array([row.employer for _, row in works])
    yield text_array([kind_of_work(row) for _, row in works])
    yield text_array([row.values.get("job", "")[:64] for _, row in works])
    yield plain_array([row.values.get("employed") for _, row in works])


def kind_of_work(row: Staged) -> str:
    return row.values.get("employment", DIRECT)


def _memberships(roster: Roster, members: Sequence[tuple[int, Entered]], day: date) -> Iterator[str]:
    days = [one.row.values.get("joined", day) for _, one in members]
    yield plain_array([at for at, _ in members])
    yield plain_array([one.membership for _, one in members])
    yield text_array([one.standing for _, one in members])
    yield text_array([roster.origin] * len(members))
    yield text_array([roster.word] * len(members))
    yield text_array([one.row.values.get("member_number", "")[:32] for _, one in members])
    # From when a list does not say: since joining, as far as is known.
    yield plain_array(days)
    yield plain_array(days)


def _tell(actor: Actor, roster: Roster, entered: Sequence[Entered], day: date) -> None:
    """The entries of the journal that the single actions make."""
    origin = roster.origin
    journal.record_alike(
        actor, REGISTERED, PERSON,
        ((one.person, one.row.union, {"lacks": one.lacks} if one.lacks else None) for one in entered),
    )  # fmt: skip
    joined = [
        (one.person, one.row.union, one.membership, one.row.values.get("joined", day))
        for one in entered
        if one.membership
    ]
    journal.record_alike(
        actor, ENROLLED, PERSON,
        (
            (person, union, {"membership": membership, "day": since.isoformat(), "origin": origin})
            for person, union, membership, since in joined
        ),
    )  # fmt: skip
    journal.record_alike(
        actor, EXPECTED, PERSON, ((one.person, one.row.union, None) for one in entered if not one.membership)
    )
    journal.record_alike(
        actor, EMPLOYED, PERSON,
        (
            (one.person, one.row.union, {"employer": one.row.employer, "kind": kind_of_work(one.row)})
            for one in entered
            if one.row.employer
        ),
    )  # fmt: skip


def _counts(entered: Sequence[Entered]) -> Counts:
    """As `totals.keeping.counts_of`."""
    by_union: defaultdict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for one in entered:
        by_union[one.row.union or 0].update(_facets(*_likeness(one)))
    return Counter({
        (union, facet, value): count for union, found in by_union.items() for (facet, value), count in found.items()
    })  # fmt: skip


def _likeness(one: Entered) -> tuple[Any, ...]:
    values = one.row.values
    born = values.get("born")
    get = values.get
    return (
        one.standing, bool(one.lacks), get("sex", "0"), get("education", ""), get("political", ""),
        get("work_state", ""), get("new_form", ""), get("is_migrant", False), born.year // 10 if born else 0,
    )  # fmt: skip


@lru_cache(maxsize=50_000)
def _facets(  # noqa: PLR0917 - what `_likeness` gives
    standing: str,
    lacks: bool,
    sex: str,
    education: str,
    political: str,
    work: str,
    form: str,
    migrant: bool,
    decade: int,
) -> frozenset[tuple[str, str]]:
    state = Person.State.INCOMPLETE if lacks else Person.State.COMPLETE
    person = SimpleNamespace(
        died=None, state=state, sex=sex, education=education, political=political, work_state=work, new_form=form,
        is_migrant=migrant, born=SimpleNamespace(year=10 * decade) if decade else None,
    )  # fmt: skip
    membership = SimpleNamespace(state=standing) if standing else None
    return frozenset(facets_of(cast("Person", person), cast("Membership", membership)))
