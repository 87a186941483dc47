"""Problems that are late: once a week the union's own people hear of them, of old ones its leaders above, too."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q

from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.visits.messages import LATE, LATE_BELOW
from niangjia.services.visits.models import Problem
from niangjia.services.visits.permissions import VISIT
from niangjia.services.visits.reading import LEADERS

OLD = 14  # days after which the level above hears of it: a custom of the platform


@transaction.atomic
def remind_of_late() -> int:
    """Tell of each union's late problems, how many they are and no words; once a week. How many unions."""
    late = Problem.objects.filter(state=Problem.State.OPEN, due__lt=today()).order_by()
    old = Count("pk", filter=Q(due__lt=today() - timedelta(days=OLD)))
    counted = {
        union: (many, aged) for union, many, aged in late.values_list("union").annotate(many=Count("pk"), old=old)
    }
    keepers = [role for role in Role if VISIT in codes_of(role)]
    for union in Union.objects.filter(pk__in=counted).select_related("parent"):
        many, aged = counted[union.pk]
        _tell(LATE, union, union, keepers, many)
        if aged and union.parent:
            _tell(LATE_BELOW, union, union.parent, LEADERS, aged)
    return len(counted)


def _tell(kind: str, union: Union, told: Union, roles: list[Role] | tuple[Role, ...], count: int) -> None:
    """The message is the union's that is told: who stands elsewhere does not find it."""
    posts = Post.objects.living(today()).filter(union=told, role__in=roles)
    persons = set(posts.values_list("person", flat=True))
    key = f"{kind}.{union.pk}.{today():%G%V}"
    if persons:
        send(PLATFORM, kind, persons, union=told, variables={"count": str(count), "where": union.name}, key=key)
