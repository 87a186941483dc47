"""Verbs on the register of WeChat groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction

from niangjia.engines import journal
from niangjia.engines.notices import journal_codes as codes
from niangjia.engines.notices.permissions import WRITE
from niangjia.foundation.clock import now

from .models import WeChatGroup

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor


class GroupData(TypedDict):
    """What is entered of a group."""

    name: str
    owner: str
    size: int
    note: str
    closed: bool


@transaction.atomic
def add_group(actor: Actor, union: Union, data: GroupData) -> WeChatGroup:
    """Enter a group of the union. Raises Refused."""
    actor.require(WRITE, at=union.place)
    made = WeChatGroup.objects.create(union=union, **data)
    journal.record(actor, codes.GROUP_ADDED, made, union=union.pk)
    return made


@transaction.atomic
def change_group(actor: Actor, group: WeChatGroup, data: GroupData) -> None:
    """Correct a group's entry. Raises Refused."""
    actor.require(WRITE, at=group.union.place)
    WeChatGroup.objects.filter(pk=group.pk).update(**data, changed=now())
    journal.record(actor, codes.GROUP_CHANGED, group, union=group.union_id)
