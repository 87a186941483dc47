"""The supervision letter (督办函) of a union above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Field, PaperKind, Sheet, Template, Text, register_paper, register_series
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.services.concerns.permissions import HANDLE

if TYPE_CHECKING:
    from collections.abc import Mapping


def _letter(data: Mapping[str, Any]) -> Sheet:
    first = f"你会于{data['opened']}登记的诉求（登记号{data['matter']}）尚未办结，现予督办。"
    last = f"请于{data['due']}前将办理情况报我会。督办不延长法定办理期限。"
    return Sheet("督办函", (Text((first, *data["text"], last)),), to=f"{data['to']}：")


register_series("concern_press", "诉督")
SUPERVISION = register_paper(
    PaperKind(
        "concerns.supervision",
        _("Supervision letter"),
        Template.NOTICE,
        _letter,
        (
            Field("to", _("Who gets the letter?")),
            Field("matter", _("Number of the matter")),
            Field("opened", _("Brought on")),
            Field("text", _("What is to be done?"), FieldKind.LINES),
            Field("due", _("By when")),
        ),
        series="concern_press",
        signs=HANDLE,
        checked=False,
        personal=False,
    )
)
