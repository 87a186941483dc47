from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.config.house import SettingsError, read_house
from niangjia.foundation.keys import create_all

if TYPE_CHECKING:
    from pathlib import Path

URL = "postgresql://app@db.example/niangjia"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NIANGJIA_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_without_any_setting_it_is_a_demo_with_its_own_database() -> None:
    house = read_house()
    assert (house.mode, house.embedded, house.debug) == ("demo", True, False)


def test_every_bad_value_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANGJIA_PORT", "many")
    monkeypatch.setenv("NIANGJIA_MODE", "prod")
    with pytest.raises(SettingsError) as error:
        read_house()
    assert "NIANGJIA_PORT" in str(error.value)
    assert "NIANGJIA_MODE" in str(error.value)


def test_a_secret_is_never_in_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://app:hunter2@db/niangjia")
    with pytest.raises(SettingsError) as error:
        read_house()
    assert "DATABASE_URL" in str(error.value)
    assert "hunter2" not in str(error.value)


def test_production_says_everything_that_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANGJIA_MODE", "production")
    monkeypatch.setenv("NIANGJIA_DEBUG", "1")
    monkeypatch.setenv("NIANGJIA_HOSTS", "*")
    with pytest.raises(SettingsError) as error:
        read_house()
    for named in (
        "DATABASE_URL",
        "NIANGJIA_DEBUG",
        "NIANGJIA_HOSTS",
        "NIANGJIA_HTTPS",
        "secret",
        "journal",
        "people's data",
    ):
        assert named in str(error.value)


def test_a_production_house_with_all_it_needs_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NIANGJIA_MODE", "production")
    monkeypatch.setenv("DATABASE_URL", URL)
    monkeypatch.setenv("NIANGJIA_HOSTS", "union.example, www.union.example")
    monkeypatch.setenv("NIANGJIA_HTTPS", "1")
    create_all(tmp_path / "keys")
    assert read_house().hosts == ["union.example", "www.union.example"]


def test_a_fully_busy_house_is_counted() -> None:
    house = read_house(web_workers=3, web_threads=5, jobs_at_once=2)
    assert house.connections_needed >= 3 * 5 + 2
