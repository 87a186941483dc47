"""Kinds that only tests have, and telephones for the cast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.notices.kinds import Channel, Text, register_kind
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.people.consents.models import Consent
from niangjia.engines.people.consents.purposes import MESSAGES
from niangjia.engines.people.models import SealedDetail
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from tests.harness.people import Cast

TEXTS = {
    Channel.APP: Text(title="好消息", body="%(what)s，编号%(number)s"),
    Channel.SMS: Text(body="【%(union)s】%(what)s %(link)s"),
    Channel.WECHAT: Text(fields={"thing1": "%(what)s"}),
    Channel.EMAIL: Text(title="%(what)s", body="%(link)s"),
}
BOTH = (Channel.APP, Channel.SMS)
PLAIN = register_kind(
    "test.plain",
    title="测试消息",
    sentence="测试时",
    texts=TEXTS,
    channels=BOTH,
    variables=("what", "number"),
    personal=("number",),
)
LEGAL = register_kind(
    "test.legal",
    title="测试法定通知",
    sentence="测试时",
    texts=TEXTS,
    channels=BOTH,
    variables=("what", "number"),
    personal=("number",),
    legal=True,
)
URGENT = register_kind(
    "test.urgent",
    title="测试紧急消息",
    sentence="测试时",
    texts=TEXTS,
    channels=BOTH,
    variables=("what", "number"),
    personal=("number",),
    urgent=True,
)
WORDS = {"what": "体检可以预约了", "number": "7"}
PHONE = "13800138000"


def give_phone(person: Person, phone: str = PHONE) -> None:
    """A telephone in the register."""
    with in_scope(Scope(EVERYWHERE)):
        SealedDetail.objects.create(person=person, kind="phone", value=phone)


def agree(person: Person) -> None:
    """Consent to text messages."""
    with in_scope(Scope(EVERYWHERE)):
        Consent.objects.create(person=person, purpose=MESSAGES.key, version=MESSAGES.version, digest=MESSAGES.digest)


def phoned(cast: Cast, key: str = "member") -> Person:
    """One of the cast with a telephone, who agreed to text messages."""
    _ = cast[key]
    person = cast.person(key)
    give_phone(person)
    agree(person)
    return person


def states(channel: Channel = Channel.SMS) -> list[int]:
    """The states of all messages of a channel, by id."""
    return list(Message.objects.filter(channel=channel).order_by("id").values_list("state", flat=True))
