"""Giving accounts: a person gets a name to sign in with and a password that is shown once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import APPOINT
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actions import create_account
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

from .actions import is_somebody, may_fill
from .journal_codes import ACCOUNT_GIVEN
from .models import Post, Role

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
GROUPS, WIDTH = 4, 4


@transaction.atomic
def give_account(actor: Actor, person: Person, username: str) -> str:
    """Give a person an account and answer with its password, which can't be read again and is changed at once.

    Whoever knows a password could act by it: so the actor must be one who could fill every post that the person
    holds or deputises in. Raises Refused, NotPossible, or ValidationError for a name that is taken or misshapen.
    """
    actor.require(APPOINT, at=person.home.place)
    held = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if held.account_id is not None:
        raise NotPossible(_("This person has an account already."))
    if not is_somebody(held):
        raise NotPossible(_("This person has died, or the record is no more."))
    for post in posts_of(held):
        may_fill(actor, post.union, Role(post.role))
    password = made_up()
    held.account = create_account(PLATFORM, username=username, name=held.name, password=password, first_password=True)
    held.save(update_fields=["account"])
    journal.record(actor, ACCOUNT_GIVEN, held, union=held.home_id, data={"account": held.account.pk})
    return password


def made_up() -> str:
    """A password of four groups that can be read out on the telephone; some 79 bits."""
    return "-".join("".join(secrets.choice(SIGNS) for _sign in range(WIDTH)) for _group in range(GROUPS))


def posts_of(person: Person) -> list[Post]:
    """The posts whose rights the person has or will have."""
    theirs = Q(person=person) | Q(deputies__person=person, deputies__ends__gte=today())
    return list(Post.objects.lasting(today()).filter(theirs).select_related("union__parent").distinct())
