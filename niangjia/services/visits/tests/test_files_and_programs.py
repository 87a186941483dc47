"""Photographs of a visit, and what programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments.models import Attachment
from niangjia.foundation.attachments.tests.samples import picture

from .conftest import planned, problem

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def _add(client: Client, key: str) -> int:
    file = SimpleUploadedFile("澡堂.jpg", picture())
    return client.post(reverse("attachments:add", args=["visits.visit", key]), {"file": file}).status_code


def test_photographs_are_for_who_keeps_the_unions_visits(cast: Cast, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    row, clerk, chair = planned(cast), cast.client("clerk"), cast.client("chair")
    assert "添加文件" in clerk.get(f"/visits/desk/visits/{row.pk}/").content.decode()
    codes = {"clerk": 302, "auditor": 403, "upper_officer": 403, "other_clerk": 404, "member": 404}
    assert {key: _add(cast.client(key), str(row.pk)) for key in codes} == codes
    assert _add(clerk, "no-mark") == 404
    file = Attachment.objects.get()
    assert file.sealed, "it shows people"
    assert "澡堂.jpg" in chair.get(f"/visits/desk/visits/{row.pk}/").content.decode()
    content, remove = (reverse(f"attachments:{name}", args=[file.pk]) for name in ("content", "remove"))
    assert [cast.client(key).get(content).status_code for key in ("chair", "other_clerk")] == [200, 404]
    assert [client.post(remove).status_code for client in (chair, clerk)] == [403, 302], "one's own alone"
    assert clerk.post(f"/visits/desk/visits/{row.pk}/off/").status_code == 302
    assert _add(clerk, str(row.pk)) == 403, "it was called off"


def test_programs_read_what_is_done_and_no_words(cast: Cast) -> None:
    row, other = planned(cast), problem(cast)

    def read(key: str, what: str, **asked: str) -> Any:
        token = create_token(PLATFORM, cast[key], days=1)
        headers = {"Authorization": f"Bearer {token}"}
        return cast.client("stranger").get(f"/api/v1/visits/{what}", asked, headers=headers)

    assert [one["id"] for one in read("clerk", "visits").json()["items"]] == [str(row.pk)]
    assert read("clerk", "visits", after=str(row.pk)).json()["items"] == []
    answer = read("clerk", "problems")
    assert [one["number"] for one in answer.json()["items"]] == [other.number]
    assert "热水" not in answer.content.decode() and "后勤" not in answer.content.decode()
    assert read("clerk", "problems", after=other.number).json()["items"] == []
    assert read("other_clerk", "problems").json()["items"] == []
    assert [read("member", what).status_code for what in ("visits", "problems")] == [403, 403]
    assert read("clerk", "visits", after="x").status_code == 422
