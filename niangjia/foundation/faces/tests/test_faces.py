"""A service is found by its folder, and its face fills menus and the API; nothing else is touched."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from niangjia.foundation.access.actor import PLATFORM, VISITOR
from niangjia.foundation.faces import Face, MenuEntry
from niangjia.foundation.faces.discovery import BadFace, faces, service_packages
from niangjia.foundation.faces.menu import desk_menu, portal_tabs
from niangjia.foundation.faces.parts import files, load_parts, parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FACE = """
from niangjia.foundation.faces import Face
FACE = Face(key={key!r}, title="T", sentence="S", scene="care")
"""


@pytest.fixture
def floor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A services floor of the test's own, importable as `somefloor`."""
    folder = tmp_path / "somefloor"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in [name for name in sys.modules if name.startswith("somefloor")]:
        del sys.modules[name]
    faces.cache_clear()


def _add(floor: Path, name: str, text: str) -> None:
    (floor / name).mkdir()
    (floor / name / "__init__.py").write_text(text, encoding="utf-8")


def test_every_folder_of_the_floor_is_a_service(floor: Path) -> None:
    _add(floor, "relief", FACE.format(key="relief"))
    _add(floor, "honours", FACE.format(key="honours"))
    assert service_packages("somefloor") == ["somefloor.honours", "somefloor.relief"]
    assert [face.key for face in faces("somefloor")] == ["honours", "relief"]


@pytest.mark.parametrize("text", ["", "FACE = 'relief'", FACE.format(key="other")])
def test_a_folder_without_a_proper_face_is_named(floor: Path, text: str) -> None:
    _add(floor, "relief", text)
    with pytest.raises(BadFace, match="relief"):
        faces("somefloor")


def test_a_key_is_a_folders_name() -> None:
    with pytest.raises(ValueError, match="small letters"):
        Face(key="Relief Money", title="T", sentence="S", scene="care")


def test_an_entry_is_shown_to_those_who_may(monkeypatch: pytest.MonkeyPatch) -> None:
    face = Face("x", "T", "S", "care", desk=(MenuEntry("服务", "desk:home", "home", permission="system:see"),))
    monkeypatch.setattr("niangjia.foundation.faces.menu.faces", lambda: (face,))
    assert "服务" in [entry.title for entry in desk_menu(PLATFORM, "/")]
    assert "服务" not in [entry.title for entry in desk_menu(VISITOR, "/")]


def test_the_entry_of_the_page_shown_is_marked_and_only_that() -> None:
    for path, title in (("/", "首页"), ("/me/", "我的"), ("/me/family/", "我的")):
        assert [entry.title for entry in portal_tabs(VISITOR, path) if entry.current] == [title]


def test_modules_and_files_are_found_by_their_names(floor: Path) -> None:
    _add(floor, "relief", FACE.format(key="relief"))
    (floor / "relief" / "permissions.py").write_text("LOADED = True\n", encoding="utf-8")
    (floor / "relief" / "figures.tsv").touch()
    load_parts("somefloor")
    assert "somefloor.relief.permissions" in sys.modules
    assert [module.LOADED for module in parts("permissions", "somefloor")] == [True]
    assert list(parts("demo", "somefloor")) == []
    assert list(files("figures.tsv", "somefloor")) == [("relief", floor / "relief" / "figures.tsv")]


def test_the_desk_has_its_sections_one_after_the_other() -> None:
    found = [section for section, _entries in groupby(desk_menu(PLATFORM, "/"), key=lambda entry: entry.section)]
    assert found == ["", "业务办理", "会员与组织", "消息", "文书", "设置"]
