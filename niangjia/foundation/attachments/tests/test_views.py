from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from niangjia.foundation.attachments.keeping import attach, attachments_of
from niangjia.foundation.attachments.models import Attachment

from .samples import SEALED, THING, pdf, picture

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.people import Cast

ADD = ("attachments:add", [THING.type, THING.id])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def _upload(content: bytes, name: str = "证明.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def test_a_file_is_saved_and_never_shown_as_a_page(cast: Cast) -> None:
    made = attach(cast.actor("clerk"), THING, pdf(), "证明.html")
    answer = cast.client("clerk").get(reverse("attachments:content", args=[made.pk]))
    assert b"".join(answer.streaming_content) == pdf()  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%AF%81%E6%98%8E.pdf")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_the_small_picture_is_shown(cast: Cast) -> None:
    made = attach(cast.actor("clerk"), THING, picture(), "x.jpg")
    answer = cast.client("chair").get(reverse("attachments:preview", args=[made.pk]))
    assert answer["Content-Type"] == "image/jpeg"
    paper = attach(cast.actor("clerk"), THING, pdf(), "x.pdf")
    assert cast.client("chair").get(reverse("attachments:preview", args=[paper.pk])).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("other_clerk", 404), ("member", 404), ("security_admin", 404)])
def test_others_find_nothing(cast: Cast, who: str, status: int) -> None:
    made = attach(cast.actor("clerk"), THING, pdf(), "x.pdf")
    client = cast.client(who)
    for route in ("content", "preview"):
        assert client.get(reverse(f"attachments:{route}", args=[made.pk])).status_code == status
    assert client.post(reverse("attachments:remove", args=[made.pk])).status_code == status
    assert client.post(reverse(*ADD[:1], args=ADD[1]), {"file": _upload(pdf())}).status_code == status


def test_several_files_come_in_at_once(cast: Cast) -> None:
    answer = cast.client("clerk").post(
        reverse(ADD[0], args=ADD[1]),
        {"file": [_upload(pdf()), _upload(picture(), "现场.jpg")]},
        headers={"HX-Request": "true"},
    )
    page = answer.content.decode()
    assert (answer.status_code, len(attachments_of(THING))) == (200, 2)
    assert "证明.pdf" in page
    assert "现场.jpg" in page


def test_bad_ones_are_named_and_good_ones_stay(cast: Cast) -> None:
    files = [_upload(b"<svg/>", "图.svg"), _upload(pdf())]
    answer = cast.client("clerk").post(reverse(ADD[0], args=ADD[1]), {"file": files}, headers={"HX-Request": "true"})
    assert (answer.status_code, len(attachments_of(THING))) == (422, 1)
    assert "图.svg: " in answer.content.decode()


def test_without_scripts_it_leads_back(cast: Cast) -> None:
    client = cast.client("clerk")
    answer = client.post(reverse(ADD[0], args=ADD[1]), {"file": _upload(pdf())})
    assert (answer.status_code, answer["Location"]) == (302, "/healthz")
    assert client.post(reverse(ADD[0], args=ADD[1]), {}).status_code == 302


def test_it_is_taken_away_by_who_may(cast: Cast) -> None:
    made = attach(cast.actor("clerk"), THING, pdf(), "x.pdf")
    url = reverse("attachments:remove", args=[made.pk])
    assert cast.client("chair").post(url).status_code == 403
    assert cast.client("clerk").post(url).status_code == 302
    assert Attachment.objects.get().removed


def test_the_list_of_sealed_ones_shows_no_small_pictures(cast: Cast) -> None:
    attach(cast.actor("clerk"), SEALED, picture(), "病历.jpg")
    answer = cast.client("clerk").post(
        reverse("attachments:add", args=[SEALED.type, SEALED.id]), {}, headers={"HX-Request": "true"}
    )
    assert "<img" not in answer.content.decode()
    assert "病历.jpg" in answer.content.decode()
