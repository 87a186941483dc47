"""What a file is, by its bytes, never by its name."""

from __future__ import annotations

from .refusing import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
OTHERS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"{\\rtf", b"\x7fELF", b"MZ",
    b"SQLite format 3", b"RIFF", b"ID3", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x20ftyp",
)  # fmt: skip
BIFF_BARE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
STREAMS = {  # what an OLE file is, by the names of its streams
    "EncryptedPackage": "password",
    "WordDocument": "wrong_type",
    "PowerPoint Document": "wrong_type",
}


def kind_of(head: bytes) -> str:
    """ "zip", "ole" or "text", by the first kilobytes. Raises Refused for what can't be a table."""
    if not head:
        raise Refused("empty")
    if head.startswith(OLE):
        return "ole"
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(ARCHIVES):
        raise Refused("archive")
    if head.startswith(OTHERS):
        raise Refused("wrong_type")
    if head.startswith(BIFF_BARE):
        raise Refused("other_format")
    return _text(head)


def _text(head: bytes) -> str:
    if not head.strip(b"\x00\x1a \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<div", b"<style")):
        raise Refused("web_page")
    if start.startswith((b"mime-version", b"<script")):
        raise Refused("web_page")
    if start.startswith((b"<?xml", b"<workbook", b"<!doctype", b"<")):
        raise Refused("web_page" if b"<html" in start else "other_format")
    return "text"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def kind_of_ole(content: bytes) -> tuple[str, list[str]]:
    """ "xls" or "et", and notes. Raises Refused for documents that are no workbooks, and sealed ones."""
    for name, reason in STREAMS.items():
        if _utf16(name) in content:
            raise Refused(reason)
    if _utf16("Workbook") not in content and _utf16("Book") not in content:
        raise Refused("wrong_type")
    notes = ["macros"] if _utf16("_VBA_PROJECT") in content else []
    return ("et" if _utf16("ETExtData") in content else "xls"), notes
