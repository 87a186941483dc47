"""Where a person is reached: the register's telephone, an own e-mail address, the WeChat number of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.notices.journal_codes import ADDRESS_KEPT, ADDRESS_REMOVED
from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.refusals import NotPossible
from niangjia.engines.people.models import SealedDetail
from niangjia.foundation.clock import now

from .choices import _own, choose_channel
from .models import Address

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

KEPT = (Channel.EMAIL, Channel.WECHAT)  # addresses that this engine keeps
LONGEST = 254


@transaction.atomic
def keep_address(actor: Actor, person: Person, channel: Channel, text: str) -> None:
    """Keep an address of one's own, and with it the wish for messages there. Raises Refused, NotPossible."""
    _own(actor, person)
    value = text.strip()
    if channel not in KEPT or not value or len(value) > LONGEST:
        raise NotPossible(_("Write an address."), "email")
    if channel is Channel.EMAIL:
        _refuse_no_email(value)
    row = Address.objects.filter(person=person, channel=channel).first() or Address(person=person, channel=channel)
    row.value, row.changed = value, now()
    row.save()
    choose_channel(actor, person, channel, wanted=True)
    data = {"channel": channel.name.lower()}
    journal.record(actor, ADDRESS_KEPT, person, union=person.home_id, data=data)


def _refuse_no_email(value: str) -> None:
    try:
        validate_email(value)
    except ValidationError:
        raise NotPossible(_("This is no e-mail address. One looks like name@example.com."), "email") from None


@transaction.atomic
def remove_address(actor: Actor, person: Person, channel: Channel) -> None:
    """Take one's address away; nothing more is sent there. Raises Refused."""
    _own(actor, person)
    if not Address.objects.filter(person=person, channel=channel).delete()[0]:
        return
    choose_channel(actor, person, channel, wanted=False)
    data = {"channel": channel.name.lower()}
    journal.record(actor, ADDRESS_REMOVED, person, union=person.home_id, data=data)


def address_of(person: Person, channel: Channel) -> str:
    """The address in plain, for sending only; "" if none is known. Needs a scope that holds the person."""
    if channel is Channel.SMS:
        row = person.details.filter(kind=SealedDetail.Kind.PHONE).order_by("position").first()
        return row.value.reveal() if row else ""
    own = Address.objects.filter(person=person, channel=channel).first()
    return own.value.reveal() if own else ""
