"""What a person wants: verbs for the person alone, and the table of choices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.notices.journal_codes import CHOICE
from niangjia.engines.notices.kinds import Channel, all_kinds, known
from niangjia.engines.notices.refusals import NotPossible
from niangjia.engines.people.consents.actions import give_consent, withdraw_consent
from niangjia.engines.people.consents.purposes import MESSAGES
from niangjia.engines.people.consents.reading import has_consented
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now

from .models import Choice

if TYPE_CHECKING:
    from collections.abc import Collection

    from niangjia.engines.notices.kinds import Kind
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

OUTSIDE = (Channel.SMS, Channel.WECHAT, Channel.EMAIL)


@transaction.atomic
def choose_channel(actor: Actor, person: Person, channel: Channel, *, wanted: bool) -> None:
    """Open or close a channel for oneself; the law's notices by SMS are not meant by it.

    For SMS that is the consent which people keeps, for its words. It holds at once, also for what is queued already.
    Raises Refused for anybody else, NotPossible for the platform.
    """
    _own(actor, person)
    _refuse_app(channel)
    if channel is not Channel.SMS:
        _keep(actor, person, "", channel, wanted=wanted)
    elif wanted:
        give_consent(actor, person, MESSAGES.key)
    else:
        withdraw_consent(actor, person, MESSAGES.key)


@transaction.atomic
def choose_kind(actor: Actor, person: Person, kind: str, channel: Channel, *, wanted: bool) -> None:
    """Choose for one kind of message. Raises Refused, UnknownKind, NotPossible for what the law demands."""
    _own(actor, person)
    _refuse_app(channel)
    if known(kind).legal:
        raise NotPossible(_("The law demands these notices: they can't be switched off."))
    _keep(actor, person, kind, channel, wanted=wanted)


def _own(actor: Actor, person: Person) -> None:
    if actor.person_id != person.pk:
        raise Refused(_("Everybody chooses for themselves."))


def _refuse_app(channel: Channel) -> None:
    if channel is Channel.APP:
        raise NotPossible(_("Messages on the platform are always kept for you; nobody is rung for them."))


def _keep(actor: Actor, person: Person, kind: str, channel: Channel, *, wanted: bool) -> None:
    row = {"wanted": wanted, "changed": now()}
    before = Choice.objects.filter(person=person, kind=kind, channel=channel).values_list("wanted", flat=True).first()
    if before == wanted:
        return
    Choice.objects.update_or_create(person=person, kind=kind, channel=channel, defaults=row)
    data = {"kind": kind or "*", "channel": channel.name.lower(), "wanted": wanted}
    journal.record(actor, CHOICE, person, union=person.home_id, data=data)


@dataclass(frozen=True)
class Option:
    """A kind on one channel, as the person has it now. What can't be changed is `fixed`."""

    kind: Kind
    channel: Channel
    wanted: bool
    fixed: bool

    @property
    def name(self) -> str:
        """What a form's field for it is called."""
        return f"{self.kind.key}:{int(self.channel)}"


@dataclass(frozen=True)
class Choices:
    """Everything a person chose: the channels as a whole, and kind by kind."""

    channels: dict[Channel, bool]
    options: list[Option]

    def as_ticked(self, ticked: Collection[str]) -> Choices:
        """The same with what somebody ticked in a form that can't be kept yet."""
        channels = {channel: f"{int(channel)}" in ticked for channel in self.channels}
        return Choices(channels, [replace(one, wanted=one.fixed or one.name in ticked) for one in self.options])

    def without(self, channel: Channel) -> Choices:
        """The same without a channel that does not come into question."""
        channels = {one: wanted for one, wanted in self.channels.items() if one is not channel}
        return Choices(channels, [one for one in self.options if one.channel is not channel])


def choices_of(person: Person) -> Choices:
    """What the person wants at present; two queries, in the scope of the person."""
    rows = {(row.kind, row.channel): row.wanted for row in Choice.objects.filter(person=person)}
    rows["", Channel.SMS] = has_consented(person.pk, MESSAGES.key)
    channels = {channel: rows.get(("", channel), False) for channel in OUTSIDE}
    options = [_option(kind, channel, rows) for kind in all_kinds() for channel in OUTSIDE if channel in kind.texts]
    return Choices(channels, options)


def _option(kind: Kind, channel: Channel, rows: dict[tuple[str, int], bool]) -> Option:
    wanted = kind.legal or rows.get((kind.key, channel), channel in kind.channels)
    return Option(kind, channel, wanted, kind.legal)
