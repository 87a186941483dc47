"""The cast's unions and who is where: a city, a county, a mine with two branches, a school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from niangjia.engines.people.memberships import models as memberships
from niangjia.engines.people.models import Coverage, Employer, Employment, Membership, Person, PersonName, Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.models import Kind, Level
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.chinese import name_tokens, sort_key

if TYPE_CHECKING:
    from niangjia.foundation.access.models import Account

FOUNDED, JOINED, TERM_ENDS = date(2010, 5, 1), date(2018, 3, 1), date(2028, 5, 31)


class Node(NamedTuple):
    """A union of the tree; `place` and `end` are what numbering gives it."""

    key: str
    upper: str | None
    place: int
    end: int
    depth: int
    level: Level
    kind: Kind
    code: str
    name: str


NODES = (
    Node("city", None, 0, 7, 0, Level.CITY, Kind.FEDERATION, "11", "云州市总工会"),
    Node("county", "city", 1, 7, 1, Level.COUNTY, Kind.FEDERATION, "1101", "石河县总工会"),
    Node("mine", "county", 2, 6, 2, Level.BASE, Kind.INDEPENDENT, "110101", "石河煤矿工会委员会"),
    Node("shaft", "mine", 3, 5, 3, Level.BRANCH, Kind.BRANCH, "11010101", "采煤一队分会"),
    Node("group", "shaft", 4, 5, 4, Level.GROUP, Kind.GROUP, "1101010101", "早班小组"),
    Node("workshop", "mine", 5, 6, 3, Level.BRANCH, Kind.BRANCH, "11010102", "机修车间分会"),
    Node("school", "county", 6, 7, 2, Level.BASE, Kind.INDEPENDENT, "110102", "石河一中工会委员会"),
)
HOMES = {
    "member": "shaft",
    "worker": "mine",
    "other_clerk": "school",
    "group_leader": "group",
    "clerk": "mine",
    "chair": "mine",
    "auditor": "mine",
    "upper_officer": "city",
}
NO_MEMBERS = {"worker"}
POSTS = {
    "other_clerk": Role.CLERK,
    "group_leader": Role.GROUP_LEADER,
    "clerk": Role.CLERK,
    "chair": Role.CHAIR,
    "auditor": Role.AUDITOR,
    "upper_officer": Role.OFFICER,
}
AT_THE_MINE = ("member", "worker", "group_leader", "clerk", "chair", "auditor")


@dataclass(frozen=True)
class Tree:
    """What was grown, by keys."""

    unions: dict[str, Union]
    persons: dict[str, Person]
    posts: dict[str, Post]

    def link(self, key: str, account: Account) -> None:
        """Let the account be that person's."""
        person = self.persons[key]
        person.account = account
        with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
            person.save(update_fields=["account"])


@transaction.atomic
def grow(names: dict[str, str]) -> Tree:
    """Make the unions, the persons of these names, where they belong and their posts; quickly, past the actions."""
    unions = _unions()
    with in_scope(Scope(EVERYWHERE)):
        persons = _persons(names, unions)
        _employ(persons, unions["mine"])
        posts = _posts(persons, unions)
    return Tree(unions, persons, posts)


def _unions() -> dict[str, Union]:
    unions: dict[str, Union] = {}
    for node in NODES:
        unions[node.key] = Union.objects.create(
            parent=unions.get(node.upper or ""),
            place=node.place,
            place_end=node.end,
            depth=node.depth,
            level=node.level,
            kind=node.kind,
            code=node.code,
            name=node.name,
            founded=FOUNDED,
        )
    return unions


def _persons(names: dict[str, str], unions: dict[str, Union]) -> dict[str, Person]:
    persons = {
        key: Person(home=unions[HOMES[key]], name=name, name_key=sort_key(name)) for key, name in names.items()
    }
    Person.objects.bulk_create(persons.values())
    PersonName.objects.bulk_create(
        PersonName(person=person, token=token) for person in persons.values() for token in name_tokens(person.name)
    )
    Membership.objects.bulk_create(
        Membership(
            person=person,
            union=person.home,
            state=memberships.State.ACTIVE,
            origin=Membership.Origin.APPLICATION,
            joined=JOINED,
            started=JOINED,
        )
        for key, person in persons.items()
        if key not in NO_MEMBERS
    )
    return persons


def _employ(persons: dict[str, Person], union: Union) -> None:
    employer = Employer.objects.create(name="石河煤业有限公司")
    Coverage.objects.create(union=union, employer=employer, valid_from=FOUNDED)
    Employment.objects.bulk_create(
        Employment(person=persons[key], employer=employer, started=JOINED) for key in AT_THE_MINE
    )


def _posts(persons: dict[str, Person], unions: dict[str, Union]) -> dict[str, Post]:
    posts = {
        key: Post(person=persons[key], union=unions[HOMES[key]], role=role, started=JOINED, ends=TERM_ENDS)
        for key, role in POSTS.items()
    }
    Post.objects.bulk_create(posts.values())
    return posts
