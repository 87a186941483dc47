"""Messages that somebody finds nowhere although they see what their union sent: whoever stands above says which.

    hides_notices(about_my_matters)    # about_my_matters(actor) -> the notices, as rows of Notice

As with papers (papers/life/hiding.py): a matter that went past a union would be told of by its messages otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from .models import Notice

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from niangjia.foundation.access.actor import Actor

    Rule = Callable[["Actor"], QuerySet[Notice]]

_rules: list[Rule] = []


def hides_notices(rule: Rule) -> Rule:
    """Register one; also as a decorator."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def keyed(prefix: str, rows: QuerySet[Model]) -> QuerySet[Notice]:
    """The notices whose key is the prefix and the id of one of the rows."""
    keys = rows.order_by().values(the_key=Concat(Value(prefix), Cast("pk", CharField())))
    return Notice.objects.filter(key__in=keys)


def shown_to(actor: Actor, rows: QuerySet[Notice]) -> QuerySet[Notice]:
    """Of these notices, those that are not hidden from the actor; no query of its own."""
    for rule in _rules:
        rows = rows.exclude(pk__in=rule(actor).order_by().values("pk"))
    return rows
