from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.foundation.keys import add_pair, use_pair
from niangjia.foundation.secrets import KeyRing, Vault

if TYPE_CHECKING:
    from pathlib import Path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(one=st.text(max_size=20), other=st.text(max_size=20))
def test_equal_values_and_only_they_have_equal_digests(vault: Vault, one: str, other: str) -> None:
    assert (vault.digests("phone", one) == vault.digests("phone", other)) is (one == other)


def test_another_kind_has_another_digest(vault: Vault) -> None:
    assert vault.digests("phone", "002X") != vault.digests("last_four", "002X")


def test_there_is_one_for_every_live_key_the_current_first(folder: Path) -> None:
    use_pair(folder, add_pair(folder))
    made = Vault(KeyRing(folder)).digests("phone", "+8613800138000")
    assert [digest.key_id for digest in made] == [2, 1]
    assert len({digest.digest for digest in made}) == 2
    assert {len(digest.digest) for digest in made} == {16}


def test_they_stay_the_same_from_process_to_process(folder: Path, vault: Vault) -> None:
    assert Vault(KeyRing(folder)).digests("phone", "1") == vault.digests("phone", "1")


def test_many_at_once_are_the_same_as_one_by_one(vault: Vault) -> None:
    values = [str(number) for number in range(20)]
    assert vault.digest_all("phone", values) == [vault.digests("phone", value) for value in values]
    columns = vault.digest_columns("phone", values)
    assert columns == [(digest.key_id, [vault.digests("phone", value)[at].digest for value in values])
                       for at, digest in enumerate(vault.digests("phone", "0"))]  # fmt: skip
