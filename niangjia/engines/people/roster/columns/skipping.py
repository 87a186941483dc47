"""Lines of a table that are nobody: blank ones, headings repeated on each page, totals, notes, signatures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .synonyms import SYNONYMS
from .tidy import plain_title, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from niangjia.engines.people.roster.shapes import Raw

TOTAL = re.compile(
    r"(合计|总计|小计|共计|总人数|累计|本页小计|本页合计|总数|人数合计|合计人数|其中)([:：\d(（人].*)?|[(（]?共[计有]?\d+[人名].*|.*[共计]\d+[人名]。?"
)
TOTAL_BEGINS = "合总小共累本其人 \u3000（("
NOTE = re.compile(
    r"(注|备注|说明|附注|注意|注意事项|填表说明|填报说明|填写说明|填表要求|填报要求|备注说明|示例说明)([:：\d一(（、.].*)?|[（(]?(注|说明)[：:].*"
)
SIGNED = re.compile(
    r"(填表人|制表人|审核人|填报人|负责人|经办人|填报日期|填表日期|制表日期|填报单位|填报时间|联系人|报送单位|报送日期|单位[(（]?盖章"
    r"|工会主席|主席签[字名]|盖章|签章|报表日期|统计日期|截止日期|截至日期|打印日期)[)）]?(签[字名]|盖章)?[)）]?[:：]"
)
PAGE = re.compile(r"第\d+页.*|共\d+页.*|\d+/\d+页?|-\d+-")
TITLE = re.compile(
    r".*(花名册|名册|名单|统计表|登记表|信息表|汇总表|明细表|一览表|采集表|登记册|台账)([(（].*[)）])?"
)
DIVIDER = re.compile(r".*(车间|班组|部门|分公司|有限公司|工会|委员会|小组|项目部|生产部|事业部)[:：]?")
EXAMPLE = frozenset({"例", "示例", "样例", "范例", "例子", "填写示例", "样表", "举例", "示例行", "填写样例"})
DIGITS = re.compile(r"\d{8,}")
LONGEST_NAME = 20
FEW = 6  # cells of a line below a table


def skipping(mapping: Mapping[int, str], titles: Sequence[str]) -> Callable[[Sequence[Raw]], bool]:
    """A function that says whether a line is nobody's; to be asked of lines that are odd, for it takes its time."""
    words = {at: _words(field, titles[at] if at < len(titles) else "") for at, field in mapping.items()}
    others = {at: {plain_title(title)} for at, title in enumerate(titles) if at not in words and title}
    words |= others
    every = set[str]().union(*words.values()) if words else set()
    taken = {at for at, field in mapping.items() if field not in ("serial", "age", "note")}
    named = {at for at, field in mapping.items() if field == "name"}
    numbered = {at for at, field in mapping.items() if field == "document_number"}
    serial = {at for at, field in mapping.items() if field == "serial"}

    def is_nobody(cells: Sequence[Raw]) -> bool:
        texts = {at: text for at, cell in enumerate(cells) if (text := text_of(cell))}
        if taken.isdisjoint(texts):
            return True
        titled = sum(1 for at, text in texts.items() if plain_title(text) in words.get(at, ()))
        if titled >= 2 and 2 * titled >= len(texts):
            return True
        name = next((texts[at] for at in named if at in texts), "")
        if not name and all(plain_title(text) in every for text in texts.values()):
            return True  # the second line of a heading
        if any(texts.get(at) in EXAMPLE for at in serial):
            return True
        if any(DIGITS.search(texts.get(at, "")) for at in numbered):
            return False
        return _reads_like_none(list(texts.values()), name)

    return is_nobody


def _words(field: str, title: str) -> set[str]:
    parts = {plain_title(part) for part in (title, *title.split("\n"), *title.split()) if part}
    return {*parts, *(plain_title(word) for word in SYNONYMS[field])} - {""}


def _reads_like_none(texts: list[str], name: str) -> bool:
    first = texts[0].replace(" ", "")
    bare = name.replace(" ", "")
    if TOTAL.fullmatch(first) or (bare and TOTAL.fullmatch(bare)):
        return True
    if bare and bare != first and len(bare) <= LONGEST_NAME and not SIGNED.search(bare):
        return False  # a person without a number
    if NOTE.fullmatch(first) or PAGE.fullmatch(first):
        return True
    if len(texts) <= FEW and (any(SIGNED.search(text.replace(" ", "")) for text in texts) or TITLE.fullmatch(first)):
        return True
    return len(texts) == 1 and (len(first) > LONGEST_NAME or bool(DIVIDER.fullmatch(first)))
