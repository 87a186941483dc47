"""When somebody closes their account the record stays, without it. Whoever holds a post hands it over first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.posts.accounts import posts_of
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.hooks import before_closing
from niangjia.foundation.access.scope import Scope, in_scope

from .journal_codes import UNLINKED

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.models import Account


@before_closing
def unlink_record(actor: Actor, account: Account) -> None:
    if actor.person_id is None:
        return
    with in_scope(Scope(person_id=actor.person_id)):
        person = Person.objects.get(pk=actor.person_id)
        if posts_of(person):
            raise Refused(_("You hold a post. It must end first: ask whoever filled it."))
        person.account = None
        person.save(update_fields=["account"])
        journal.record(actor, UNLINKED, person, union=person.home_id)
