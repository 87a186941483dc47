"""A kind of a sample service, papers at each step of their life, and stamped papers as a scanner gives them back."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import segno
from PIL import Image, ImageDraw, ImageFilter

from niangjia.engines.journal import Subject
from niangjia.engines.papers import (
    Field,
    FieldKind,
    PaperKind,
    Sheet,
    Template,
    Text,
    register_paper,
    register_series,
)
from niangjia.engines.papers.kinds.blocks import opinion_boxes, own_signature, person_facts
from niangjia.engines.papers.making.codes import address_of
from niangjia.engines.papers.verbs import check_paper, draft_paper, seal_paper, sign_paper
from niangjia.engines.people.posts.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from niangjia.engines.papers.life.models import Delivery, Paper
    from tests.harness.people import Cast

DATA = {"name": "王小梅", "document": "3701**********0021", "body": ["兹证明该同志系我会会员。"]}
ABOUT = Subject("certificates.request", 7)
A4 = (210, 297)  # millimetres


def _compose(data: Mapping[str, Any]) -> Sheet:
    facts = person_facts({"name": data["name"], "document": data["document"]})
    return Sheet("会员证明", (facts, Text(tuple(data["body"])), own_signature(), *opinion_boxes()))


register_series("sample", "证")
SAMPLE = register_paper(
    PaperKind(
        "sample.certificate",
        "会员证明",
        Template.FORM,
        _compose,
        (Field("name", "姓名"), Field("document", "证件号码"), Field("body", "正文", FieldKind.LINES)),
        series="sample",
        signers=(Role.CHAIR,),
        copies=2,
        months=3,
    )
)


def drafted(cast: Cast, **more: Any) -> Paper:
    """A draft of the mine's clerk about the member."""
    _ = cast["clerk"], cast["chair"]
    given = {"union": cast.union("mine"), "data": DATA, "about": ABOUT, "person": cast.person("member"), **more}
    return draft_paper(cast.actor("clerk"), SAMPLE.key, **given)


def signed(cast: Cast) -> Paper:
    """The same, checked and signed."""
    paper = drafted(cast)
    check_paper(cast.actor("clerk"), paper)
    sign_paper(cast.actor("chair"), paper)
    return paper


def sealed(cast: Cast) -> Paper:
    """The same, stamped."""
    paper = signed(cast)
    seal_paper(cast.actor("clerk"), paper)
    return paper


def seen_in(answer: Any) -> str:
    """The mark of the words that a page showed, as its form gives it back."""
    return str(re.findall(r'name="seen" value="(\w*)"', answer.content.decode())[0])


def stamped(
    bearer: Paper | Delivery | str, *, dpi: int = 200, angle: float = 0, grey: int = 60, copies: int = 1
) -> Image.Image:
    """A printed and stamped page as a scanner sees it: greyish, soft, specked, a little crooked."""
    width, height = (round(side / 25.4 * dpi) for side in A4)
    page = Image.new("L", (width, height), 255)
    _write(page, dpi)
    for at in range(copies):
        text = bearer if isinstance(bearer, str) else address_of(bearer)
        if text:
            page.paste(_code(text, dpi), (round((24 + 40 * at) / 25.4 * dpi), height - round(28 / 25.4 * dpi)))
    page = page.point(lambda value: grey // 2 + value * (240 - grey) // 255)
    page = Image.blend(page, Image.effect_noise(page.size, 40), 0.12)
    page = page.rotate(angle, expand=True, fillcolor=215, resample=Image.Resampling.BICUBIC)
    return page.filter(ImageFilter.GaussianBlur(0.5 * dpi / 150))


def _write(page: Image.Image, dpi: int) -> None:
    """Lines as of text, and a round stamp over them."""
    pen, unit = ImageDraw.Draw(page), dpi / 25.4
    for line in range(12):
        pen.rectangle(
            (30 * unit, (60 + 9 * line) * unit, (170 - 5 * (line % 3)) * unit, (63 + 9 * line) * unit), fill=40
        )
    pen.ellipse((120 * unit, 150 * unit, 160 * unit, 190 * unit), outline=110, width=round(1.5 * unit))


def _code(text: str, dpi: int) -> Image.Image:
    file = io.BytesIO()
    segno.make(text, error="m", micro=False).save(file, kind="png", scale=20, border=4)
    side = round(20 / 25.4 * dpi)
    return Image.open(file).convert("L").resize((side, side), Image.Resampling.LANCZOS)


def blank(dpi: int = 200, *, angle: float = 0, signed: bool = False) -> Image.Image:
    """The empty back of a page, as a scanner sees it; or one with nothing but a name written on it."""
    page = Image.new("L", tuple(round(side / 25.4 * dpi) for side in A4), 205)  # type: ignore[arg-type]
    if signed:
        unit = dpi / 25.4
        points = [((60 + 4 * at) * unit, (200 + 9 * (at % 2)) * unit) for at in range(10)]
        ImageDraw.Draw(page).line(points, fill=60, width=round(0.6 * unit))
    page = Image.blend(page, Image.effect_noise(page.size, 40), 0.12)
    return page.rotate(angle, expand=True, fillcolor=120, resample=Image.Resampling.BICUBIC)


def pdf_of(pages: Iterable[Image.Image], dpi: int = 200) -> bytes:
    """Pages as a scanner puts them into one PDF."""
    first, *others = pages
    file = io.BytesIO()
    first.save(file, "PDF", save_all=True, append_images=others, resolution=dpi)
    return file.getvalue()


def jpeg_of(page: Image.Image) -> bytes:
    file = io.BytesIO()
    page.save(file, "JPEG", quality=70)
    return file.getvalue()
