from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import Deputy, Post
from niangjia.engines.people.posts.accounts import give_account, made_up
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused, actor_of
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")
DAY = timedelta(days=1)


def test_a_person_signs_in_with_the_password_that_was_shown(cast: Cast, client: Client) -> None:
    password = give_account(cast.actor("chair"), cast.person("member"), "xiaomei")
    assert client.post("/sign-in/password/", {"username": "xiaomei", "password": password}).status_code == 302
    account = cast.person("member").__class__.objects.get(pk=cast.person("member").pk).account
    assert account and actor_of(account).person_id == cast.person("member").pk


def test_the_password_is_nowhere_else(cast: Cast) -> None:
    password = give_account(cast.actor("chair"), cast.person("member"), "xiaomei")
    entry = Entry.objects.get(code="people.account.given")
    assert entry.account_id == cast["chair"].pk
    assert password not in str(entry.data)


def test_passwords_are_made_up_anew() -> None:
    assert len({made_up() for _count in range(100)}) == 100
    assert len(made_up()) == 19


@pytest.mark.parametrize("by", ["clerk", "other_clerk", "system_admin"])
def test_only_who_fills_posts_gives_accounts(cast: Cast, by: str) -> None:
    with pytest.raises(Refused):
        give_account(cast.actor(by), cast.person("member"), "xiaomei")


def test_nobody_gets_hold_of_rights_that_they_could_not_give(cast: Cast) -> None:
    """A chair who knew the auditor's password, or that of somebody with a post elsewhere, would act by it."""
    with pytest.raises(Refused):
        give_account(cast.actor("chair"), cast.person("auditor"), "auditing")
    Post.objects.create(
        person=cast.person("member"), union=cast.union("city"), role=Role.CLERK, started=today() + DAY
    )
    with pytest.raises(Refused):
        give_account(cast.actor("chair"), cast.person("member"), "xiaomei")


def test_nor_by_a_deputy(cast: Cast) -> None:
    Deputy.objects.create(
        post=cast.post("upper_officer"), person=cast.person("member"), started=today() + DAY, ends=today() + DAY
    )
    with pytest.raises(Refused):
        give_account(cast.actor("chair"), cast.person("member"), "xiaomei")


def test_a_person_has_one_account(cast: Cast) -> None:
    _ = cast["member"]
    with pytest.raises(NotPossible):
        give_account(cast.actor("chair"), cast.person("member"), "xiaomei")


def test_a_taken_name_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        give_account(cast.actor("chair"), cast.person("member"), "CHAIR")
