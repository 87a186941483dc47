"""Files of every kind, good and hostile, made on the spot; and a guard for things that only tests have."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from django.http import Http404
from PIL import Image

from niangjia.foundation.access.actor import Refused
from niangjia.foundation.attachments import About, Guard, Limits, register_guard

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

THING, SEALED = About("test.thing", "7"), About("test.secret", "8")


def _see(actor: Actor, key: str) -> None:
    if actor.name not in {"刘芳", "陈建国"}:
        raise Http404


def _change(actor: Actor, key: str) -> None:
    _see(actor, key)
    if actor.name != "刘芳":
        raise Refused("只有刘芳可以改。")


register_guard(THING.type, Guard(_see, _change, limits=Limits(most=3), page=lambda actor, key: "/healthz"))
register_guard(SEALED.type, Guard(_see, _change, sealed=lambda key: True))


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB", exif: bool = False, **more: Any
) -> bytes:
    """A picture; with `exif` it says where it was taken, and lies on its side."""
    drawn, file = Image.new(mode, size, 200 if mode in {"L", "1"} else None), io.BytesIO()
    if exif:
        notes = Image.Exif()
        notes[0x0112] = 6  # turned by a quarter
        notes.get_ifd(0x8825).update({1: "N", 2: (39.0, 54.0, 20.0), 3: "E", 4: (116.0, 23.0, 30.0)})
        more["exif"] = notes
    drawn.save(file, kind, **more)
    return file.getvalue()


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.7\n" + inside + b"1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def package(**parts: bytes) -> bytes:
    """A zip; parts by name, with / written as __ and . as _dot_."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def docx(**more: bytes) -> bytes:
    return package(Content_Types_dot_xml=b"<Types/>", word__document_dot_xml=b"<w:document/>", **more)


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge: it would unpack to gigabytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
