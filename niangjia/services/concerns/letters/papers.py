"""The letters as papers (工会劳动法律监督提示函、意见书、建议书), with texts to begin from; papers speak Chinese.

Names after 工会劳动法律监督办法 (总工办发〔2021〕9号) and the practice of 一函两书; compare with the place's forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Field, PaperKind, Sheet, Template, Text, register_paper, register_series
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import Retention
from niangjia.services.concerns.permissions import HANDLE

from .models import LetterKind
from .said import Wrote

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLES = {
    LetterKind.HINT: "工会劳动法律监督提示函",
    LetterKind.OPINION: "工会劳动法律监督意见书",
    LetterKind.ADVICE: "工会劳动法律监督建议书",
}
RULE = "《中华人民共和国工会法》《工会劳动法律监督办法》"
TEXTS = {
    LetterKind.HINT: Wrote(
        situation="近期我会收到职工反映，你单位在执行劳动法律法规方面存在风险。",
        asks="请你单位对照法律法规自查，及时改正，预防劳动争议发生。",
        basis=RULE,
    ),
    LetterKind.OPINION: Wrote(
        situation="经我会调查核实，你单位存在下列违反劳动法律法规的情形：",
        asks="请你单位采取措施予以改正，并将改正情况书面答复我会。",
        basis=RULE,
    ),
    LetterKind.ADVICE: Wrote(
        situation="我会已向有关用人单位发出意见书，该单位在规定期限内没有答复（没有改正）。",
        asks="建议贵单位依法调查处理，并将处理情况函告我会。",
        basis=RULE,
    ),
}


def _letter(data: Mapping[str, Any]) -> Sheet:
    lines = (
        *data["situation"],
        f"根据{data['basis']}，我会提出如下意见：",
        *data["asks"],
        f"请于{data['due']}前书面答复我会。",
    )
    if data.get("before"):
        lines = (f"我会曾发出{data['before']}。", *lines)
    return Sheet(TITLES[LetterKind(data["kind"])], (Text(lines),), to=f"{data['to']}：")


register_series("concern_letter", "诉函")
LETTER = register_paper(
    PaperKind(
        "concerns.letter",
        _("Letter about workers' rights"),
        Template.NOTICE,
        _letter,
        (
            Field("kind", _("What kind of letter?")),
            Field("to", _("Who gets the letter?")),
            Field("situation", _("The situation"), FieldKind.LINES),
            Field("asks", _("What is asked for"), FieldKind.LINES),
            Field("basis", _("Which law or rule?")),
            Field("due", _("By when")),
            Field("before", _("Number of the letter before"), required=False),
        ),
        series="concern_letter",
        signs=HANDLE,
        checked=False,
        personal=False,
        caption=lambda data: TITLES[LetterKind(data["kind"])],
        retention=Retention.THIRTY,
    )
)
