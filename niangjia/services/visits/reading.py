"""What is read of visits, problems and reception days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.rights import own_places
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.clock import now, today

from .models import Appointment, Reception
from .permissions import VISIT

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.OFFICER)


def unions_of(actor: Actor) -> list[Union]:
    """Where the actor keeps visits, by posts right there; one query."""
    places = [place for place, codes in own_places(actor).items() if VISIT in codes]
    return list(Union.objects.filter(place__in=places).order_by("place"))


def leaders_of(union: Union) -> list[tuple[str, str]]:
    """The leaders of a union with their posts, for a choice: who leads is known to all. One query."""
    posts = Post.objects.living(today()).filter(union=union, role__in=LEADERS).with_holders().order_by("pk")
    found = dict.fromkeys(f"{post.holder}（{Role(post.role).label}）" for post in posts)
    return [(one, one) for one in found]


def receptions_for(person: Person) -> QuerySet[Reception]:
    """The reception days to come of the person's own union and of those above, soonest first."""
    home = person.home
    above = {"union__place__lte": home.place, "union__place_end__gt": home.place}
    return Reception.objects.filter(off=None, starts__gt=now(), **above).select_related("union").order_by("starts")


def taken(reception: Reception) -> int:
    """How many places are booked."""
    return reception.appointments.exclude(state=Appointment.State.GIVEN_UP).count()
