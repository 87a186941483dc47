"""Uploading: what works, what is refused at the field, and who finds what."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niangjia.engines.people.models import Roster
from niangjia.engines.people.scope import acting

from .samples import LISTS, file_with, page, post_file, send, somebody

if TYPE_CHECKING:
    from niangjia.engines.people.roster.staging.tests.samples import Desk


def test_a_workbook_leads_to_its_columns(desk: Desk) -> None:
    roster = send(desk, [somebody("张三丰")])
    assert roster.state == Roster.State.UPLOADED
    assert "张三丰" in page(desk, roster, "columns/")


def _docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("名单.docx", _docx(), "不是表格文件"),
        ("空.xlsx", b"", "空的"),
        ("大.xlsx", b"\x00\x01" * (30 << 20), "无法识别"),
    ],
    ids=["a document", "empty", "60 MB of nothing"],
)
def test_what_is_no_list_is_refused_at_the_field_and_nothing_is_kept(
    desk: Desk, name: str, content: bytes, sentence: str
) -> None:
    answer = post_file(desk, SimpleUploadedFile(name, content))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown.split('id="field-file"')[1].split("</div></div>")[0]
    with acting(desk.actor):
        assert not Roster.objects.exists()


def test_a_form_without_a_file_says_so(desk: Desk) -> None:
    answer = desk.cast.client("clerk").post(f"{LISTS}upload/", {"union": desk.union.pk})
    assert answer.status_code == 422


def test_another_union_is_not_uploaded_for(desk: Desk) -> None:
    answer = post_file(desk, file_with([somebody("张三丰")]), union=desk.cast.union("school").pk)
    assert answer.status_code == 422
    with acting(desk.actor):
        assert not Roster.objects.exists()


def test_lists_are_found_again_by_everybody_of_the_union_and_nobody_else(desk: Desk) -> None:
    send(desk, [somebody("张三丰")])
    there = {key: "会员.xlsx" in desk.cast.client(key).get(LISTS).content.decode() for key in STAFF}
    assert there == {"clerk": True, "chair": True, "upper_officer": True, "other_clerk": False}
    mine = desk.cast.client("chair").get(f"{LISTS}?whose=mine").content.decode()
    assert "会员.xlsx" not in mine


STAFF = ("clerk", "chair", "upper_officer", "other_clerk")


def test_a_list_is_there_for_its_union_only(desk: Desk) -> None:
    roster = send(desk, [somebody("张三丰")])
    answers = {key: desk.cast.client(key).get(f"{LISTS}{roster.pk}/columns/").status_code for key in STAFF}
    assert answers == {"clerk": 200, "chair": 200, "upper_officer": 200, "other_clerk": 404}
    assert desk.cast.client("group_leader").get(f"{LISTS}{roster.pk}/columns/").status_code == 403


def test_a_template_is_a_workbook_that_comes_in_again(desk: Desk) -> None:
    asked: dict[str, Any] = {"template-union": desk.union.pk, "template-layout": "ours"}
    answer = desk.cast.client("clerk").get(f"{LISTS}template/", asked)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert post_file(desk, SimpleUploadedFile("模板.xlsx", content)).status_code == 302


def test_no_template_for_another_union(desk: Desk) -> None:
    asked: dict[str, Any] = {"template-union": desk.cast.union("school").pk, "template-layout": "ours"}
    assert desk.cast.client("clerk").get(f"{LISTS}template/", asked).status_code == 422


def test_nothing_of_a_list_stays_in_the_browser(desk: Desk) -> None:
    roster = send(desk, [somebody("张三丰")])
    for rest in ("", "columns/", "progress/"):
        answer = desk.cast.client("clerk").get(f"{LISTS}{roster.pk}/{rest}")
        assert "no-store" in answer.headers["Cache-Control"]
