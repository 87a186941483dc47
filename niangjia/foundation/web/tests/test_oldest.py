from __future__ import annotations

from pathlib import Path

import pytest

import niangjia
from niangjia.foundation.web.oldest import FEATURES, Feature, code_inside, newer_than_oldest

HOUSE = Path(niangjia.__file__).parent


def _own(pattern: str, folder: str) -> list[Path]:
    return [path for path in sorted(HOUSE.rglob(pattern)) if folder in path.parts and "vendor" not in path.parts]


def _name(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_each_feature_is_found(feature: Feature) -> None:
    assert feature.name in newer_than_oldest(feature.example, feature.kind)


def test_a_rule_inside_a_rule_is_found_without_ampersand() -> None:
    assert newer_than_oldest("a { color: red; b { color: blue } }", "css") == ["nesting"]


def test_a_rule_inside_media_is_not_nesting() -> None:
    assert newer_than_oldest("@media print { a { color: red } b { color: blue } }", "css") == []


def test_comments_may_name_what_code_may_not_use() -> None:
    assert newer_than_oldest("/* instead of :has( */ a { color: red }", "css") == []


@pytest.mark.parametrize("path", _own("*.css", "static"), ids=_name)
def test_our_styles_work_in_the_oldest_browser(path: Path) -> None:
    assert newer_than_oldest(path.read_text(encoding="utf-8"), "css") == []


@pytest.mark.parametrize("path", _own("*.js", "static"), ids=_name)
def test_our_scripts_work_in_the_oldest_browser(path: Path) -> None:
    assert newer_than_oldest(path.read_text(encoding="utf-8"), "js") == []


@pytest.mark.parametrize("path", _own("*.html", "templates"), ids=_name)
def test_no_template_has_code_inside(path: Path) -> None:
    assert code_inside(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "template",
    [
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        '<a onclick="go()">',
        '<a hx-on:click="go()">',
        "<a hx-vals='js:{a: b()}'>",
        '<a href="javascript:go()">',
    ],
)
def test_code_inside_is_found(template: str) -> None:
    assert len(code_inside(template)) == 1


def test_a_script_with_src_is_fine() -> None:
    assert code_inside("<script src=\"{% static 'web/js/menus.js' %}\" defer></script>") == []
