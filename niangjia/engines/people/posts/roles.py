"""What each role may do: the one table of rights. They hold in the post's union and, if the post says so, below it.

The three administrators are no roles: they look after the platform and have no right over persons' data.
"""

from __future__ import annotations

from collections import defaultdict

from niangjia.engines.people.permissions import (
    APPOINT,
    EDIT,
    EDIT_UNIONS,
    ERASE,
    EXPORT,
    EXPORT_PLAIN,
    MERGE,
    MOVE,
    RESTRUCTURE,
    REVEAL,
    SEE,
    SEE_UNIONS,
    VOUCH,
)
from niangjia.engines.rules.permissions import SET_OWN
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.access.registry import known

from .models import Role

DESK = frozenset({ENTER_DESK, SEE_UNIONS})  # the tree and totals, no person
READS = DESK | {SEE}  # records, masked
ENTERS = READS | {EDIT, EDIT_UNIONS, VOUCH}
KEEPS = ENTERS | {REVEAL, MOVE, EXPORT, MERGE}  # the register
LEADS = KEEPS | {EXPORT_PLAIN}
GOVERNS = LEADS | {RESTRUCTURE, APPOINT, ERASE, SET_OWN}

RIGHTS: dict[Role, frozenset[str]] = {
    Role.CHAIR: GOVERNS,
    Role.VICE_CHAIR: LEADS,
    Role.OFFICER: GOVERNS,
    Role.CLERK: KEEPS,
    Role.ORGANISER: KEEPS,
    Role.INFORMATION: ENTERS,
    Role.WOMEN_CHAIR: READS,
    Role.MUTUAL_AID_AGENT: READS,
    Role.GROUP_LEADER: READS | {VOUCH},
    Role.COMMITTEE: DESK,
    Role.AUDIT_CHAIR: DESK,
    Role.AUDITOR: DESK,
    Role.ACCOUNTANT: DESK,
    Role.CASHIER: DESK,
    Role.LAW_SUPERVISOR: DESK,
    Role.SAFETY_INSPECTOR: DESK,
    Role.MEDIATOR: DESK,
    Role.BARGAINING_ADVISER: DESK,
    Role.CORRESPONDENT: DESK,
}
# A second line of leadership gives totals; one that shares records lets them be seen, and nothing be done to them.
BY_TIE = {"counts": frozenset({SEE_UNIONS}), "records": frozenset({SEE_UNIONS, SEE, REVEAL})}
NEVER_BY_DEPUTY = frozenset({APPOINT})  # who stands in gives no rights away

# Whoever holds one of these can't hold one of those in the same union at the same time.
APART: tuple[tuple[frozenset[Role], frozenset[Role]], ...] = (
    # The rules on funds audit committees keep chairs, and who has to do with money, out of them. We have read that at
    # second hand only, without the article; so this counts as a rule of the house.
    (
        frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.ACCOUNTANT, Role.CASHIER}),
        frozenset({Role.AUDIT_CHAIR, Role.AUDITOR}),
    ),
    # 会计法: a cashier keeps no accounts. From general knowledge, the article was not read again.
    (frozenset({Role.ACCOUNTANT}), frozenset({Role.CASHIER})),
)
ONE_HOLDER = frozenset({Role.CHAIR, Role.AUDIT_CHAIR, Role.WOMEN_CHAIR, Role.GROUP_LEADER})
# A rule of the house: who leads a union, and who audits it, is entered by the union above, which approves elections.
FROM_ABOVE = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER, Role.AUDIT_CHAIR, Role.AUDITOR})

_added: defaultdict[Role, set[str]] = defaultdict(set)


def give(code: str, *roles: Role) -> None:
    """Let roles have a permission of a later engine or service, too. Raises UnknownPermission."""
    for role in roles:
        _added[role].add(known(code).code)


def codes_of(role: Role) -> frozenset[str]:
    """What the holder of such a post may do."""
    return RIGHTS[role] | _added[role]


def apart_from(role: Role) -> frozenset[Role]:
    """The roles that nobody may hold together with this one in the same union."""
    apart = [those for these, those in APART if role in these] + [these for these, those in APART if role in those]
    return frozenset().union(*apart)
