from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django import forms
from django.db import connection

from niangjia.foundation.access.actor import Actor, Kind, Refused, actor_of
from niangjia.foundation.clock import now
from niangjia.foundation.drafts import keeping
from niangjia.foundation.drafts.housekeeping import KEPT, drop_old_drafts
from niangjia.foundation.drafts.keeping import DraftTooLong, Kept, draft_of, drop_draft, keep_draft
from niangjia.foundation.drafts.models import Draft

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("db")
FORM = "concerns.concern"
TYPED = {"text": ["井口的更衣室没有热水"], "kinds": ["1", "3"]}


@pytest.fixture
def member(cast: Cast) -> Actor:
    return actor_of(cast["member"])


def test_is_found_again(member: Actor) -> None:
    keep_draft(member, FORM, TYPED)
    assert draft_of(member, FORM).fields == TYPED


def test_the_later_one_takes_the_place_of_the_former(member: Actor) -> None:
    keep_draft(member, FORM, TYPED)
    keep_draft(member, FORM, {"text": ["有热水了"]})
    assert draft_of(member, FORM).fields == {"text": ["有热水了"]}


def test_is_its_authors_alone(member: Actor, cast: Cast) -> None:
    keep_draft(member, FORM, TYPED)
    assert draft_of(actor_of(cast["clerk"]), FORM).fields == {}


def test_what_is_about_another_thing_is_another_draft(member: Actor) -> None:
    keep_draft(member, "concerns.reply/1", TYPED)
    assert draft_of(member, "concerns.reply/2").fields == {}


def test_is_sealed_in_the_database(member: Actor) -> None:
    keep_draft(member, FORM, TYPED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM drafts_draft")
        stored = bytes(cursor.fetchone()[0])
    assert "热水".encode() not in stored


@pytest.mark.parametrize("name", ["csrfmiddlewaretoken", "password", "new_password1", "code", "otp"])
def test_never_keeps_what_proves_who_one_is(member: Actor, name: str) -> None:
    keep_draft(member, FORM, {**TYPED, name: ["123456"]})
    assert name not in draft_of(member, FORM).fields


def test_an_emptied_form_leaves_nothing(member: Actor) -> None:
    keep_draft(member, FORM, TYPED)
    keep_draft(member, FORM, {"text": [""]})
    assert not Draft.objects.exists()


def test_goes_when_the_form_was_sent(member: Actor) -> None:
    keep_draft(member, FORM, TYPED)
    drop_draft(member, FORM)
    assert draft_of(member, FORM).fields == {}


def test_refuses_what_is_too_long(member: Actor) -> None:
    with pytest.raises(DraftTooLong):
        keep_draft(member, FORM, {"text": ["长" * (keeping.MOST_LETTERS + 1)]})


@pytest.mark.parametrize("form", ["", "../x", "A.b", "a/b/c", "a" * 81])
def test_refuses_names_that_no_form_has(member: Actor, form: str) -> None:
    with pytest.raises(ValueError, match="no form's name"):
        keep_draft(member, form, TYPED)


def test_refuses_visitors() -> None:
    with pytest.raises(Refused):
        keep_draft(Actor(Kind.VISITOR), FORM, TYPED)


def test_the_oldest_give_way(member: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_DRAFTS", 2)
    for form in ("a", "b", "c"):
        keep_draft(member, form, TYPED)
    assert set(Draft.objects.values_list("form", flat=True)) == {"b", "c"}


def test_old_ones_are_dropped(member: Actor) -> None:
    keep_draft(member, "old", TYPED)
    Draft.objects.update(saved=now() - KEPT - timedelta(minutes=1))
    keep_draft(member, "young", TYPED)
    drop_old_drafts()
    assert list(Draft.objects.values_list("form", flat=True)) == ["young"]


class Trial(forms.Form):
    text = forms.CharField()
    kinds = forms.MultipleChoiceField(choices=[("1", "1")])


def test_fills_a_form() -> None:
    kept = Kept(FORM, {"text": ["a"], "kinds": ["1"], "more": ["x", "y"]})
    initial: dict[str, Any] = kept.initial(Trial)
    assert initial == {"text": "a", "kinds": ["1"], "more": ["x", "y"]}
