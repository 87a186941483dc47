from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.notices.kinds import Channel
from niangjia.engines.notices.sending.models import Address, Choice, Message
from niangjia.engines.notices.sending.moves import _addresses, _choices, _messages
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.persons.moving import unregistered
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM

from .samples import LEGAL, PLAIN, WORDS

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_everything_of_ours_is_registered() -> None:
    assert not {name for name in unregistered() if name.startswith("notices.")}


def test_two_records_of_one_person_become_one(cast: Cast) -> None:
    _ = cast["member"]
    keep, lose = cast.person("member"), cast.person("worker")
    send(PLATFORM, LEGAL, [keep, lose], union=None, variables=WORDS, key="test.both")
    send(PLATFORM, LEGAL, lose, union=None, variables=WORDS, key="test.one")
    Choice.objects.create(person=keep, kind="", channel=Channel.WECHAT, wanted=True)
    Choice.objects.create(person=lose, kind="", channel=Channel.WECHAT, wanted=False)
    Choice.objects.create(person=lose, kind=PLAIN, channel=Channel.SMS, wanted=False)
    with everywhere(PLATFORM, "a test"):
        Address.objects.create(person=lose, channel=Channel.EMAIL, value="xm@example.com")
        moved = (_messages(keep, lose), _choices(keep, lose), _addresses(keep, lose))
        assert Address.objects.get().value.reveal() == "xm@example.com"
        assert Address.objects.get().person_id == keep.pk
    assert moved == (2, 1, 1)
    assert Message.objects.filter(person=keep).count() == 4
    assert not Choice.objects.filter(wanted=True).exists()  # never more than either wanted
    assert set(Choice.objects.values_list("person", flat=True)) == {keep.pk}
