"""What becomes of messages, choices and addresses when two records become one, or one is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, moves_with_person

from .models import Address, Choice, Message

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person


def _messages(keep: Person, lose: Person) -> int:
    """What both got is one message; that of the record which stays counts."""
    theirs = Message.objects.filter(person=keep).values_list("notice", "channel")
    known = set(theirs)
    doubles = [row.pk for row in Message.objects.filter(person=lose) if (row.notice_id, row.channel) in known]
    Message.objects.filter(person=lose, pk__in=doubles).delete()
    return Message.objects.filter(person=lose).update(person=keep)


def _choices(keep: Person, lose: Person) -> int:
    """Where both chose, what the record that stays says holds, but never more is sent than either wanted."""
    moved = 0
    for row in Choice.objects.filter(person=lose):
        other = Choice.objects.filter(person=keep, kind=row.kind, channel=row.channel).first()
        if other is None:
            moved += Choice.objects.filter(pk=row.pk).update(person=keep)
        elif other.wanted and not row.wanted:
            Choice.objects.filter(pk=other.pk).update(wanted=False)
    Choice.objects.filter(person=lose).delete()
    return moved


def _addresses(keep: Person, lose: Person) -> int:
    """A secret is sealed for its owner: it is taken along and sealed anew."""
    moved = 0
    for row in Address.objects.filter(person=lose):
        secret = row.value
        if not Address.objects.filter(person=keep, channel=row.channel).exists():
            Address.objects.create(person=keep, channel=row.channel, value=secret.reveal(), changed=row.changed)
            moved += 1
        row.delete()
    return moved


moves_with_person("notices.message", "person", _messages, erased=Fate.DELETED)
moves_with_person("notices.choice", "person", _choices, erased=Fate.DELETED)
moves_with_person("notices.address", "person", _addresses, erased=Fate.DELETED)
