"""Whose sign-in must have a second factor because of a post: the city level, and whoever acts on money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.hooks import second_factor_for
from niangjia.foundation.clock import today

from .models import Post, Role
from .rights import person_of

if TYPE_CHECKING:
    from niangjia.foundation.access.models import Account

ON_MONEY = {Role.ACCOUNTANT, Role.CASHIER, Role.AUDIT_CHAIR}


@second_factor_for
def by_post(account: Account) -> bool:
    """Whether the person holds such a post today, or deputises in one."""
    person, day = person_of(account), today()
    if person is None:
        return False
    theirs = Q(person=person) | Q(deputies__person=person, deputies__started__lte=day, deputies__ends__gte=day)
    mighty = Q(role__in=ON_MONEY) | Q(union__level__lte=Level.CITY)
    return Post.objects.living(day).filter(theirs, mighty).exists()
