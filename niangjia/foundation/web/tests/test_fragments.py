"""The fragments, as the style guide shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client

from niangjia.foundation.web import style_guide
from niangjia.foundation.web.pieces import STEP_ICONS, TONE_ICONS, JobState, Progress

WEB = Path(style_guide.__file__).parent
FRAGMENTS = sorted((WEB / "templates" / "web").rglob("*.html"))
ICONS = set((WEB / "vendoring" / "icons.txt").read_text(encoding="utf-8").split())


def _rendered(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load web %}" + source).render(context)


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda path: path.name)
def test_each_template_says_what_it_takes(path: Path) -> None:
    source = re.sub(r"{% extends [^%]*%}", "", path.read_text(encoding="utf-8"))
    assert source.startswith("{% comment %}\n") or "standing.html" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", style_guide.FRAGMENTS)
def test_the_guide_shows_what_each_fragment_takes(name: str) -> None:
    assert len(style_guide.what_it_takes(name)) > 40


@pytest.mark.parametrize("frame", ["portal", "desk"])
def test_the_guide_shows_every_fragment_in_both_frames(client: Client, frame: str) -> None:
    text = client.get("/style-guide/", {"frame": frame}).text
    assert set(re.findall(r'id="guide-([a-z]+)"', text)) == set(style_guide.FRAGMENTS)


def test_the_guide_speaks_english_too(client: Client) -> None:
    client.cookies["language"] = "en"
    assert "Every fragment in its states" in client.get("/style-guide/").text


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (WEB / "templates").rglob("*.html")]
    named = {
        name for source in sources for name in re.findall(r'(?:\bicon[= ]|icon\|default:)"([a-z0-9-]+)"', source)
    }
    assert named | {*TONE_ICONS.values(), *STEP_ICONS.values()} <= ICONS


def test_a_running_job_asks_again() -> None:
    job = Progress("导入", JobState.RUNNING, 1, 4, poll_url="/job/1/")
    html = _rendered("{% progress job %}", job=job)
    assert 'hx-get="/job/1/"' in html
    assert "25%" in html


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_a_job_that_ended_does_not(state: JobState) -> None:
    html = _rendered(
        "{% progress job %}", job=Progress("导入", state, 1, 4, poll_url="/job/1/", cancel_url="/job/1/stop/")
    )
    assert "hx-get" not in html
    assert "/job/1/stop/" not in html


def test_a_job_is_whole_only_when_all_is_done() -> None:
    assert Progress("导入", JobState.RUNNING, 4743, 4744).percent == 99


def test_the_sample_job_comes_to_its_end(client: Client) -> None:
    assert "已完成" in client.get("/style-guide/progress/", {"done": "100"}).text
    assert "hx-get" in client.get("/style-guide/progress/", {"done": "nonsense"}).text


def test_asking_works_as_a_page(client: Client) -> None:
    text = client.get("/style-guide/confirm/").text
    assert '<form method="post" action="/style-guide/confirm/">' in text
    assert "csrfmiddlewaretoken" in text


def test_a_card_holds_what_is_between_its_tags() -> None:
    html = _rendered("{% card title=title %}<p>{{ title }}</p>{% endcard %}", title="<b>")
    assert "<p>&lt;b&gt;</p>" in html
    assert "<b>" not in html
