from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast

HOME, ME = "/", "/me/"


@pytest.mark.django_db
def test_there_is_no_wall_before_the_first_page(client: Client) -> None:
    page = client.get(HOME).content.decode()
    assert "tel:12351" in page
    assert reverse("access:sign_in") in page


def test_staff_find_their_desk_and_members_do_not(cast: Cast) -> None:
    assert reverse("desk:home") in cast.client("system_admin").get(HOME).content.decode()
    assert reverse("desk:home") not in cast.client("member").get(HOME).content.decode()


def test_i_see_what_is_kept_about_me(cast: Cast) -> None:
    page = cast.client("member").get(ME).content.decode()
    assert "王小梅" in page
    assert "李大山" not in page


@pytest.mark.django_db
def test_chinese_whatever_the_browser_speaks(client: Client) -> None:
    page = client.get(HOME, headers={"Accept-Language": "en-US"}).content.decode()
    assert 'lang="zh-CN"' in page


@pytest.mark.django_db
def test_english_when_asked_for(client: Client) -> None:
    client.post(reverse("web:preferences"), {"language": "en", "next": HOME})
    page = client.get(HOME).content.decode()
    assert 'lang="en"' in page
    assert "Call 12351" in page
