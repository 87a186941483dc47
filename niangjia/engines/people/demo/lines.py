"""Persons as rows: what the actions of the register would have written of them."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, cast

from niangjia.engines.people.persons.identifying import LAST_FOUR, PHONE, document_mark
from niangjia.engines.people.persons.models import SealedDetail
from niangjia.engines.people.persons.naming import LONGEST_KEY, tokens_of
from niangjia.engines.people.totals.facets import facets_of
from niangjia.foundation.chinese import sort_key
from niangjia.foundation.secrets.house import vault

from .columns import YES, Lines, flag, line, morning, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from niangjia.engines.people.memberships.models import Membership
    from niangjia.engines.people.persons.models import Person

    from .drawn import Belonging, Drawn
    from .ground import Ground

Totals = Counter[tuple[int, str, str]]
NUMBER = "29{:010}"  # on the member's card


def lines_of(lives: Sequence[Drawn], ground: Ground) -> Lines:
    """The rows of all tables of persons."""
    return {
        "people_person": [_person(life) for life in lives],
        "people_personname": [f"{life.id}\t{token}\n" for life in lives for token in tokens_of(life.name)],
        "people_identitydocument": _documents(lives),
        "people_sealeddetail": _details(lives),
        "people_personidentifier": _identifiers(lives),
        "people_employment": [
            line(life.id, work.employer_id, work.kind, work.title, work.started, work.ended)
            for life in lives
            for work in life.works
        ],
        "people_relative": _relatives(lives),
        **_memberships(lives, ground),
    }


def _person(life: Drawn) -> str:
    entered = morning(life.entered)
    return line(
        life.id, life.home_id, life.state, life.lacks, life.name, sort_key(life.name)[:LONGEST_KEY], life.sex,
        life.born, life.ethnicity, life.native_place, life.education, life.political, life.household, life.region,
        flag(life.is_migrant), life.work_state, life.skill, life.new_form, life.platform, life.died, None, None,
        entered, entered,
    )  # fmt: skip


def _documents(lives: Iterable[Drawn]) -> list[str]:
    held = [(life, *life.document) for life in lives if life.document]
    sealed = vault().seal_all(
        "people_identitydocument", "number", ((life.id, number) for life, _kind, number in held)
    )
    return [
        line(life.id, kind.value, written(number), "", life.valid_until, YES)
        for (life, kind, _), number in zip(held, sealed, strict=True)
    ]


def _details(lives: Iterable[Drawn]) -> list[str]:
    kinds = SealedDetail.Kind
    told = [(life.id, kind.value, value) for life in lives for kind, value in
            ((kinds.PHONE, life.phone), (kinds.ADDRESS, life.address)) if value]  # fmt: skip
    sealed = vault().seal_all("people_sealeddetail", "value", ((owner, value) for owner, _kind, value in told))
    return [f"{owner}\t{kind}\t{written(value)}\t0\n" for (owner, kind, _), value in zip(told, sealed, strict=True)]


def _identifiers(lives: Iterable[Drawn]) -> list[str]:
    found: dict[str, list[tuple[int, str]]] = {}
    for life in lives:
        if life.document:
            kind, number = life.document
            found.setdefault(document_mark(kind.value), []).append((life.id, number))
            found.setdefault(LAST_FOUR, []).append((life.id, number[-4:]))
        if life.phone:
            found.setdefault(PHONE, []).append((life.id, life.phone))
    return [
        f"{owner}\t{kind}\t{digest.key_id}\t{written(digest.digest)}\n"
        for kind, values in found.items()
        for (owner, _), digests in zip(values, vault().digest_all(kind, (value for _, value in values)), strict=True)
        for digest in digests
    ]


def _relatives(lives: Iterable[Drawn]) -> list[str]:
    told = [(life.id, kin) for life in lives for kin in life.family]
    numbered = [(owner, kin.number) for owner, kin in told if kin.number]
    sealed = iter(vault().seal_all("people_relative", "number", numbered))
    return [
        line(owner, kin.relation, kin.name, kin.born, written(next(sealed)) if kin.number else None, kin.known_as_id)
        for owner, kin in told
    ]


def _memberships(lives: Iterable[Drawn], ground: Ground) -> Lines:
    rows: list[str] = []
    changes: list[str] = []
    for life in lives:
        for belonging in (life.membership, life.former):
            if belonging:
                key = ground.membership(life.id, former=belonging is life.former)
                rows.append(_membership(key, life, belonging))
                changes += [line(key, state, day, why, morning(day)) for state, day, why in belonging.steps]
    return {"people_membership": rows, "people_membershipchange": changes}


def _membership(key: int, life: Drawn, belonging: Belonging) -> str:
    return line(
        key, life.id, belonging.union_id, belonging.state, belonging.origin, belonging.origin_note,
        NUMBER.format(life.id), belonging.joined, belonging.started, belonging.ended,
    )  # fmt: skip


def totals_of(lives: Iterable[Drawn]) -> Totals:
    """What they add to the totals: `Drawn` has what is read of a person, `Belonging` what is of a membership."""
    return Counter(
        chain.from_iterable(
            ((life.home_id, facet, value) for facet, value in facets_of(cast("Person", life), _living(life)))
            for life in lives
        )
    )


def _living(life: Drawn) -> Membership | None:
    return cast("Membership", life.membership) if life.membership and life.membership.living else None
