from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.foundation.keys import add_pair, ensure_pair, use_pair
from niangjia.foundation.secrets import KeyRing, NotASecret, Place, SecretError, UnknownKey, Unreadable, Vault
from niangjia.foundation.secrets.providers import AesGcm, AesGcmCipher

if TYPE_CHECKING:
    from pathlib import Path

PLACE = Place("people_identifier", "number", 7)
NUMBER = "11010519491231002X"

shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@shared
@given(plaintext=st.text(), owner=st.integers() | st.text(max_size=20))
def test_what_is_sealed_opens_at_its_place(vault: Vault, plaintext: str, owner: int | str) -> None:
    place = Place("people_identifier", "number", owner)
    assert vault.open(place, vault.seal(place, plaintext)) == plaintext


@shared
@given(at=st.integers(0, 47), flip=st.integers(1, 255))
def test_a_ciphertext_with_one_changed_byte_does_not_open(vault: Vault, at: int, flip: int) -> None:
    sealed = bytearray(vault.seal(PLACE, NUMBER))
    sealed[at] ^= flip
    with pytest.raises(SecretError) as caught:
        vault.open(PLACE, bytes(sealed))
    assert NUMBER not in str(caught.value)


@pytest.mark.parametrize(
    "other",
    [
        Place("people_identifier", "number", 8),
        Place("people_identifier", "phone", 7),
        Place("people_address", "number", 7),
    ],
)
def test_a_ciphertext_does_not_open_elsewhere(vault: Vault, other: Place) -> None:
    with pytest.raises(Unreadable):
        vault.open(other, vault.seal(PLACE, NUMBER))


def test_the_same_secret_never_looks_the_same(vault: Vault) -> None:
    assert vault.seal(PLACE, NUMBER) != vault.seal(PLACE, NUMBER)


def test_the_head_names_provider_and_key(vault: Vault) -> None:
    sealed = vault.seal(PLACE, NUMBER)
    assert sealed[:2] == bytes((1, 1))
    assert len(sealed) == 2 + 12 + len(NUMBER) + 16


@pytest.mark.parametrize("content", [b"", b"\x01", b"\x01\x01short", NUMBER.encode(), b"\x07\x01" + bytes(40)])
def test_other_bytes_are_no_secret(vault: Vault, content: bytes) -> None:
    with pytest.raises(NotASecret):
        vault.open(PLACE, content)


def test_a_secret_of_a_lost_key_names_the_key(vault: Vault, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("keys")
    ensure_pair(elsewhere)
    use_pair(elsewhere, add_pair(elsewhere))
    with pytest.raises(UnknownKey, match="key 2"):
        vault.open(PLACE, Vault(KeyRing(elsewhere)).seal(PLACE, NUMBER))


def test_the_same_key_id_of_another_house_does_not_open(
    vault: Vault, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("keys")
    ensure_pair(elsewhere)
    with pytest.raises(Unreadable):
        vault.open(PLACE, Vault(KeyRing(elsewhere)).seal(PLACE, NUMBER))


def test_many_are_sealed_and_opened_in_their_order(vault: Vault) -> None:
    rows = [(owner, f"{owner:018}") for owner in range(50)]
    sealed = vault.seal_all("people_identifier", "number", rows)
    opened = vault.open_all("people_identifier", "number", zip(range(50), sealed, strict=True))
    assert opened == [plaintext for _, plaintext in rows]
    assert vault.open(PLACE, sealed[7]) == rows[7][1]


def test_content_that_is_no_text(vault: Vault) -> None:
    content = bytes(range(256))
    assert vault.open_bytes(PLACE, vault.seal_bytes(PLACE, content)) == content


class Successor(AesGcm):
    """Stands for a later provider: what matters is that its code differs."""

    code = 2

    def cipher(self, secret: str, key_id: int) -> AesGcmCipher:
        return super().cipher(secret + "later", key_id)


def test_a_second_provider_seals_while_the_first_still_opens(folder: Path, vault: Vault) -> None:
    later = Vault(KeyRing(folder, (Successor(), AesGcm())))
    old = vault.seal(PLACE, NUMBER)
    assert later.needs_reencryption(old)
    assert later.open(PLACE, later.reseal(PLACE, old)) == NUMBER
    assert later.reseal(PLACE, old)[0] == 2
