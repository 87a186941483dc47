from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.template import Context, Engine

from niangjia.foundation.secrets import OwnerUnknown, Place, Secret, Unreadable

if TYPE_CHECKING:
    from niangjia.foundation.secrets import Vault

PLACE = Place("people_identifier", "number", 7)
NUMBER = "11010519491231002X"
FRESH = Secret(NUMBER)


def test_it_is_revealed_on_purpose(vault: Vault) -> None:
    assert Secret(vault.seal(PLACE, NUMBER), place=PLACE, vault=vault).reveal() == FRESH.reveal() == NUMBER


@pytest.mark.parametrize("shown", [str(FRESH), repr(FRESH), f"{FRESH:>5}", f"{[FRESH]}", "%s" % FRESH])  # noqa: UP031
def test_it_shows_nothing(shown: str) -> None:
    assert "•••" in shown
    assert NUMBER[:3] not in shown


@pytest.mark.parametrize("way", [pickle.dumps, json.dumps, lambda it: json.dumps(it, cls=DjangoJSONEncoder), vars])
def test_it_does_not_leave_the_process(way: object) -> None:
    with pytest.raises(TypeError) as caught:
        way(FRESH)  # type: ignore[operator]
    assert NUMBER not in str(caught.value)


def test_a_page_does_not_open_it() -> None:
    page = Engine().from_string("[{{ it }}{{ it.reveal }}{{ it.reveal|slice:'-4:' }}]")
    assert page.render(Context({"it": FRESH})) == "[•••]"


def test_a_copy_is_the_same() -> None:
    assert copy.deepcopy([FRESH])[0] is copy.copy(FRESH) is FRESH


def test_it_is_sealed_for_where_it_is_put(vault: Vault) -> None:
    there = PLACE._replace(owner=8)
    moved = Secret(vault.seal(PLACE, NUMBER), place=PLACE, vault=vault).at(there, vault)
    assert vault.open(there, moved.ciphertext()) == NUMBER


def test_without_a_place_it_is_not_sealed() -> None:
    with pytest.raises(OwnerUnknown):
        FRESH.ciphertext()


def test_opened_in_the_wrong_place_it_fails(vault: Vault) -> None:
    with pytest.raises(Unreadable):
        Secret(vault.seal(PLACE, NUMBER), place=PLACE._replace(owner=8), vault=vault).reveal()
