"""Accounts of a demo. Their passwords are made up, told once, and not worth a slow hash."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from niangjia.engines.people.posts.accounts import made_up
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.models import Account

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from .ground import Ground
    from .plan import Plan, SignIn

# A password of some 79 random bits is not guessed, however quickly one may try. Signing in makes it the usual count.
ROUNDS = 10_000
LEVELS = {"2": "city", "3": "county", "4": "township", "5": "base", "6": "branch", "7": "group"}
LINK = "UPDATE people_person SET account_id = %s WHERE id = %s"
NAMES = "SELECT id, name FROM people_person WHERE id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Opened:
    """An account that was made: the role (see plan.SignIn), the code of the union that it is in."""

    role: str
    username: str
    password: str
    union: str


def open_accounts(cursor: CursorWrapper, using: str, plan: Plan, ground: Ground) -> list[Opened]:
    """Make the accounts of those who sign in; the city's officer is the first."""
    persons = [ground.person(sign_in.person) for sign_in in plan.sign_ins]
    cursor.execute(NAMES, [persons])
    names = dict(cursor.fetchall())
    opened = [
        Opened(sign_in.role, username, made_up(), plan.nodes[sign_in.place].code)
        for sign_in, username in zip(plan.sign_ins, _usernames(plan, using), strict=True)
    ]
    accounts = [
        Account(username=one.username, name=names[person], password=_hashed(one.password), is_demo=True)
        for one, person in zip(opened, persons, strict=True)
    ]
    for person, account in zip(persons, Account.objects.using(using).bulk_create(accounts), strict=True):
        cursor.execute(LINK, [account.pk, person])
    return opened


def _usernames(plan: Plan, using: str) -> list[str]:
    """Such as clerk1, city_officer; none that somebody has."""
    taken = {name.lower() for name in Account.objects.using(using).values_list("username", flat=True)}
    stems = [_stem(plan, sign_in) for sign_in in plan.sign_ins]
    several, turns = Counter(stems), Counter[str]()
    names: list[str] = []
    for stem in stems:
        turns[stem] += 1
        name = f"{stem}{turns[stem]}" if several[stem] > 1 else stem
        while name in taken:
            name += "_demo"
        taken.add(name)
        names.append(name)
    return names


def _stem(plan: Plan, sign_in: SignIn) -> str:
    level = plan.nodes[sign_in.place].level.value
    above = level < "5" or (sign_in.role == Role.CHAIR and level > "5")
    return f"{LEVELS[level]}_{sign_in.role}" if above else sign_in.role


def _hashed(password: str) -> str:
    return PBKDF2PasswordHasher().encode(password, secrets.token_hex(11), iterations=ROUNDS)
