"""Surnames: those of two characters, and those that are read otherwise than elsewhere."""

from __future__ import annotations

from .names import ALL_HANZI

COMPOUND_LIST = """
    欧阳 司马 上官 诸葛 皇甫 尉迟 慕容 令狐 司徒 司空 夏侯 东方 南宫 西门 东郭 南门 公孙 公冶 公羊 公良 公西
    长孙 仲孙 颛孙 宇文 轩辕 端木 独孤 拓跋 呼延 赫连 澹台 濮阳 淳于 单于 鲜于 申屠 太史 闻人 钟离 宗政 万俟
    百里 第五 左丘 梁丘 闾丘 羊舌 微生 巫马 漆雕 乐正 壤驷 夹谷 宰父 谷梁 段干 司寇 亓官 耶律 纳兰 歐陽 司馬
    諸葛 尉遲 東方 南宮 西門 公孫 長孫 軒轅 獨孤 赫連 澹臺 濮陽 單于 鮮于 閭丘 鍾離 萬俟 完颜
"""
COMPOUND = frozenset(COMPOUND_LIST.split())


def pairs(text: str) -> dict[str, str]:
    """A table written as words: key, value, key, value …"""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


# With tones, for sorting. Whoever does not know types the usual reading: search knows both.
READINGS = pairs(
    """
    单 shan4 單 shan4 曾 zeng1 仇 qiu2 区 ou1 區 ou1 解 xie4 查 zha1 任 ren2 盖 ge3 蓋 ge3 乐 yue4 樂 yue4
    朴 piao2 翟 zhai2 那 na1 缪 miao4 繆 miao4 种 chong2 卜 bu3 纪 ji3 紀 ji3 华 hua4 華 hua4 宁 ning4 燕 yan1
    葛 ge3 过 guo1 過 guo1 哈 ha3 薄 bo2 都 du1 干 gan1 句 gou1 郇 xun2 黑 he4 阚 kan4 隗 wei3 令 ling2 牟 mou4
    佴 nai4 能 nai4 乜 nie4 繁 po2 覃 qin2 撒 sa4 折 she2 召 shao4 洗 xian3 相 xiang4 肖 xiao1 於 yu1 蔚 yu4
    员 yun4 員 yun4 贠 yun4 祭 zhai4 占 zhan1 秘 bi4 藏 zang1 重 chong2
    """
)

COMPOUND_READINGS = {
    surname: tuple(readings.split(","))
    for surname, readings in pairs(
        """
        尉迟 yu4,chi2 尉遲 yu4,chi2 单于 chan2,yu2 單于 chan2,yu2 万俟 mo4,qi2 萬俟 mo4,qi2 澹台 tan2,tai2
        澹臺 tan2,tai2 乐正 yue4,zheng4 夹谷 jia2,gu3 宰父 zai3,fu3 令狐 ling2,hu2 诸葛 zhu1,ge3 諸葛 zhu1,ge3
        """
    ).items()
}


def split_name(name: str) -> tuple[str, str]:
    """(surname, given name) of a normalised Chinese name; (name, "") of one in parts, in Latin, of one character."""
    if len(name) < 2 or not ALL_HANZI.fullmatch(name):
        return name, ""
    size = 2 if len(name) > 2 and name[:2] in COMPOUND else 1
    return name[:size], name[size:]
