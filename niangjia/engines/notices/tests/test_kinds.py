from __future__ import annotations

import pytest

from niangjia.engines.notices.checks import kinds_fit
from niangjia.engines.notices.kinds import Channel, Kind, Text, all_kinds, register_kind


def _kind(texts: dict[Channel, Text], variables: set[str], personal: set[str] | None = None) -> Kind:
    channels = (Channel.APP,)
    return Kind("test.x", "x", "x", texts, channels, frozenset(variables), frozenset(personal or ()), False, False)


def test_every_kind_of_the_house_fits() -> None:
    assert not kinds_fit()
    assert {"notices.news", "notices.legal_notice", "notices.circular"} <= {kind.key for kind in all_kinds()}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (_kind({Channel.SMS: Text(body="好")}, set()), "no text for"),
        (_kind({Channel.APP: Text(body="%(name)s")}, set()), "not declared"),
        (_kind({Channel.APP: Text(body="好")}, {"name"}), "never said"),
        (_kind({Channel.APP: Text(body="%(n)s"), Channel.SMS: Text(body="%(n)s")}, {"n"}, {"n"}), "may not leave"),
        (_kind({Channel.APP: Text(body="100%")}, set()), "written %%"),
        (_kind({Channel.APP: Text(body="好")}, set(), {"n"}), "must be declared"),
    ],
)
def test_what_is_wrong_with_a_kind_is_said_before_the_house_serves(kind: Kind, said: str) -> None:
    assert any(said in problem for problem in kind.problems())


def test_a_key_is_registered_once_and_well_written() -> None:
    for key in ("notices.news", "News"):
        with pytest.raises(ValueError, match="kind of message"):
            register_kind(key, title="x", sentence="x", texts={})
