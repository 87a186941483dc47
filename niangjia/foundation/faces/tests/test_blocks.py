"""Blocks of the first page: in order, each alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from niangjia.foundation.access.actor import VISITOR
from niangjia.foundation.faces import Block, BlockLine, Face, Slot, blocks

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from niangjia.foundation.access.actor import Actor


def _block(slot: Slot) -> Block:
    return Block(slot, slot.name, (BlockLine("一"),))


def _news(actor: Actor) -> Block | None:
    return _block(Slot.NEWS)


def _offers(actor: Actor) -> Block | None:
    return _block(Slot.OFFERS)


def _nothing(actor: Actor) -> Block | None:
    return None


def _broken(actor: Actor) -> Block | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    return _block(Slot.MATTERS)


def _more_offers(actor: Actor) -> Block | None:
    return Block(Slot.OFFERS, "OFFERS", (BlockLine("二"),), url="/offers/", more="all")


def _filled(monkeypatch: pytest.MonkeyPatch, *fillers: object) -> list[str]:
    face = Face("x", "T", "S", "care", blocks=fillers)  # type: ignore[arg-type]
    monkeypatch.setattr(blocks, "faces", lambda: (face,))
    monkeypatch.setattr(blocks, "_fillers", [])
    return [str(block.title) for block in blocks.blocks_for(VISITOR)]


@pytest.mark.django_db
def test_slots_say_the_order_and_what_nobody_fills_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _filled(monkeypatch, _news, _nothing, _offers) == ["OFFERS", "NEWS"]


@pytest.mark.django_db
def test_all_that_are_well_share_a_savepoint(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert _filled(monkeypatch, _news, _nothing, _offers) == ["OFFERS", "NEWS"]


@pytest.mark.django_db
def test_one_that_fails_takes_nothing_with_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert _filled(monkeypatch, _broken, _news) == ["NEWS"]
    assert "_broken" in caplog.text
    with connection.cursor() as cursor:  # the transaction is whole
        cursor.execute("SELECT 1")


def test_a_block_is_offered_once() -> None:
    before = list(blocks._fillers)
    try:
        blocks.add_blocks(_news)
        blocks.add_blocks(_news)
        assert blocks._fillers.count(_news) == 1
    finally:
        blocks._fillers[:] = before


def test_a_scene_must_be_one() -> None:
    with pytest.raises(ValueError, match="scene"):
        Face("x", "T", "S", "nowhere")


@pytest.mark.django_db
def test_what_two_say_under_one_title_is_one_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "faces", lambda: (Face("x", "T", "S", "care", blocks=(_offers, _more_offers)),))
    monkeypatch.setattr(blocks, "_fillers", [])
    (card,) = blocks.blocks_for(VISITOR)
    assert [str(line.title) for line in card.lines] == ["一", "二"]
    assert card.url == "/offers/"
