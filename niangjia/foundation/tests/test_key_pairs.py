from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.foundation.keys import KeyFileError, add_pair, ensure_pair, live_ids, read_key, retire_pair, use_pair

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ensure_pair(tmp_path)
    return tmp_path


def test_the_first_pair_is_made_once(folder: Path) -> None:
    key = read_key(folder / "data-1")
    ensure_pair(folder)
    assert live_ids(folder) == [1]
    assert read_key(folder / "data-1") == key != read_key(folder / "find-1")


def test_a_new_pair_is_live_but_not_used_until_it_is_chosen(folder: Path) -> None:
    assert add_pair(folder) == 2
    assert live_ids(folder) == [1, 2]
    use_pair(folder, 2)
    assert live_ids(folder) == [2, 1]


def test_a_retired_pair_is_kept_aside_and_its_id_not_used_again(folder: Path) -> None:
    use_pair(folder, add_pair(folder))
    retire_pair(folder, 1)
    assert live_ids(folder) == [2]
    assert (folder / "retired" / "data-1").is_file()
    assert add_pair(folder) == 3


@pytest.mark.parametrize("key_id", [1, 7])
def test_the_current_pair_and_a_missing_one_are_not_retired(folder: Path, key_id: int) -> None:
    add_pair(folder)
    with pytest.raises(KeyFileError):
        retire_pair(folder, key_id)


def test_a_pair_that_is_not_there_is_not_chosen(folder: Path) -> None:
    with pytest.raises(KeyFileError, match="no key 2"):
        use_pair(folder, 2)


def test_missing_keys_are_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="no keys for people's data"):
        live_ids(tmp_path)


def test_half_a_pair_is_named(folder: Path) -> None:
    (folder / "find-1").unlink()
    with pytest.raises(KeyFileError, match="find-1 is missing"):
        live_ids(folder)


@pytest.mark.parametrize("content", ["9\n", "two\n", ""])
def test_a_choice_that_means_nothing_is_named(folder: Path, content: str) -> None:
    (folder / "current").write_text(content)
    with pytest.raises(KeyFileError, match="current"):
        live_ids(folder)


def test_files_of_other_names_are_passed_over(folder: Path) -> None:
    for name in ("data-", "data-x", "data-0", "data-300", "data-1.bak", ".data-2.ab12"):
        (folder / name).touch()
    assert live_ids(folder) == [1]
