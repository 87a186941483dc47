from __future__ import annotations

import socket
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from niangjia.cli.ports import numeric, refuse_taken
from niangjia.config.house import SettingsError, lenient_house

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["127.0.0.1", "::1"])
def listener(request: pytest.FixtureRequest) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in request.param else socket.AF_INET
    with socket.create_server((request.param, 0), family=family, reuse_port=True) as found:
        yield found


def test_a_port_in_use_is_refused_in_both_families(listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    with pytest.raises(SettingsError, match=f"Port {port} of {host}: Address already in use"):
        refuse_taken(lenient_house(host=host, port=port))


def test_who_has_patience_gets_a_port_that_is_let_go(listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    timer = Timer(0.3, listener.close)
    timer.start()
    refuse_taken(lenient_house(host=host, port=port), patience=5)
    timer.join()


def test_a_host_that_is_not_ours_is_named() -> None:
    with pytest.raises(SettingsError, match=r"192\.0\.2\.1: Cannot assign"):
        refuse_taken(lenient_house(host="192.0.2.1"))


def test_a_name_is_looked_up_and_a_wrong_one_refused() -> None:
    assert numeric("localhost") in {"127.0.0.1", "::1"}
    with pytest.raises(SettingsError, match=r"no\.such\.invalid: "):
        refuse_taken(lenient_house(host="no.such.invalid"))
