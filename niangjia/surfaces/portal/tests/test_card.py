"""The member's card, and what a checker could be shown instead."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.urls import reverse

from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.surfaces.portal.card.signing import SECONDS, public_key, signed_card

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast


def _plain(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _checked(code: str) -> list[object]:
    """The card of a code, by the published key alone. Raises InvalidSignature."""
    key = public_key()
    x, y = (int.from_bytes(_plain(key[name])) for name in ("x", "y"))
    text, _dot, signature = code.rpartition(".")
    r, s = _plain(signature)[:32], _plain(signature)[32:]
    public = EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    public.verify(encode_dss_signature(int.from_bytes(r), int.from_bytes(s)), text.encode(), ECDSA(SHA256()))
    card: list[object] = json.loads(_plain(text.partition(".")[2]))
    return card


def test_the_public_key_checks_it_and_the_name_is_masked() -> None:
    code, until = signed_card("王小梅", "石河煤矿工会委员会")
    name, union, issued, expires = _checked(code)
    assert (name, union) == ("王**", "石河煤矿工会委员会")
    assert expires == until.timestamp() == int(str(issued)) + SECONDS


def test_a_changed_card_is_forged() -> None:
    code, _until = signed_card("王小梅", "石河煤矿工会委员会")
    other, _until = signed_card("李大山", "石河一中工会委员会")
    with pytest.raises(InvalidSignature):
        _checked(f"{code.rpartition('.')[0]}.{other.rpartition('.')[2]}")


def test_the_page_has_a_fresh_code_of_my_base_union(cast: Cast) -> None:
    page = cast.client("member").get(reverse("portal:card")).content.decode()
    found = re.search(r"N1\.[\w.-]+", page)
    assert found
    assert _checked(found[0])[:2] == ["王**", "石河煤矿工会委员会"]
    assert "N1." in cast.client("member").get(reverse("portal:card_code")).content.decode()


def test_who_is_no_member_has_no_card(cast: Cast) -> None:
    for route in ("portal:card", "portal:card_code"):
        assert "N1." not in cast.client("worker").get(reverse(route)).content.decode()


def test_a_retained_membership_is_no_valid_card(cast: Cast) -> None:
    client = cast.client("member")
    with in_scope(Scope(EVERYWHERE)):
        cast.person("member").memberships.update(state="retained")
    assert "N1." not in client.get(reverse("portal:card")).content.decode()


@pytest.mark.django_db
def test_the_worker_keeps_the_scan_page_alone(client: Client) -> None:
    answer = client.get(reverse("portal:scan_worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert '"/scan/"' in answer.content.decode()


def test_the_scan_page_has_nothing_of_whoever_is_signed_in(cast: Cast) -> None:
    page = cast.client("member").get(reverse("portal:scan")).content.decode()
    assert "王小梅" not in page
    assert "csrf" not in page
