"""One person serves many unions: the same post in each of them, filled in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines.people.refusals import NotPossible

from .actions import fill_post
from .roles import ONE_HOLDER

if TYPE_CHECKING:
    from collections.abc import Collection

    from niangjia.engines.people.persons.models import Person
    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor

    from .actions import Terms
    from .models import Post

MOST = 200


class NotThere(NotPossible):
    """It can't be done in some of the unions; `reasons` says for each why not. Nothing was done in the others."""

    def __init__(self, reasons: dict[Union, str]) -> None:
        super().__init__(_("It can't be done in %(count)s of these unions.") % {"count": len(reasons)})
        self.reasons = reasons


@transaction.atomic
def fill_posts(actor: Actor, unions: Collection[Union], person: Person, terms: Terms) -> list[Post]:
    """Let a person hold the same post in many unions, in all of them or in none.

    Not for what somebody leads: each union has a chair of its own. Raises Refused, NotPossible, NotThere.
    """
    if not unions or len(unions) > MOST:
        raise NotPossible(_("Choose between one and %(most)s unions.") % {"most": MOST})
    if terms.role in ONE_HOLDER:
        raise NotPossible(
            _("Each union elects its own %(role)s: fill this post union by union.") % {"role": terms.role.label}
        )
    posts: list[Post] = []
    reasons: dict[Union, str] = {}
    for union in sorted(
        unions, key=lambda each: each.pk
    ):  # in one order, so that two at once don't wait for each other
        try:
            posts.append(fill_post(actor, union, person, terms))
        except NotPossible as error:
            reasons[union] = str(error)
    if reasons:
        raise NotThere(reasons)
    return posts
