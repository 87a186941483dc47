from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from niangjia.foundation.keys import KeyFileError, create_key, read_key

if TYPE_CHECKING:
    from pathlib import Path


def test_a_key_is_made_once_and_closed(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "secret"
    key = create_key(path)
    assert create_key(path) == read_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["secret"]


def test_many_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: create_key(tmp_path / "secret"), range(16)))) == 1


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    create_key(path)
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match="other users"):
        read_key(path)


@pytest.mark.parametrize("content", ["", "\n", "钥匙"])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secret"
    path.write_text(content, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(KeyFileError):
        read_key(path)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="nowhere"):
        read_key(tmp_path / "nowhere")
