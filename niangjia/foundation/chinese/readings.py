"""How characters are read: from pypinyin's table, corrected for names."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from .surnames import COMPOUND_READINGS, READINGS, pairs

if TYPE_CHECKING:
    from collections.abc import Callable

# Characters of given names whose first reading in the table is not the one of names, or that have two of them.
# The first one sorts; all are found.
GIVEN = {
    sign: tuple(readings.split(","))
    for sign, readings in pairs(
        """
        乐 le4,yue4 樂 le4,yue4 长 chang2,zhang3 長 chang2,zhang3 朝 chao2,zhao1 重 zhong4,chong2 行 xing2,hang2
        盛 sheng4,cheng2 晟 sheng4,cheng2 茜 qian4,xi1 柏 bai3,bo2 佛 fo2 卜 bu3 传 chuan2,zhuan4
        傳 chuan2,zhuan4 参 can1,shen1 參 can1,shen1 藏 cang2,zang4 厦 xia4,sha4 廈 xia4,sha4 都 du1 率 shuai4
        伽 jia1,qie2 靓 jing4,liang4 靚 jing4,liang4 隽 jun4,juan4 雋 jun4,juan4 炅 jiong3,gui4 莘 xin1,shen1
        莞 wan3,guan1 菀 wan3,yu4 筠 yun2,jun1 琢 zhuo2,zuo2 蔓 man4,wan4 曾 zeng1,ceng2 单 dan1,shan4
        單 dan1,shan4 蔚 wei4,yu4 颉 jie2,xie2 頡 jie2,xie2 嬛 huan2,xuan1 浚 jun4,xun4 薄 bo2,bao2 仔 zi3,zai3
        解 jie3,xie4 校 xiao4,jiao4 纤 xian1,qian4 劲 jin4,jing4 勁 jin4,jing4 调 diao4,tiao2 粘 nian2,zhan1
        宿 su4,xiu4 朴 pu3,piao2 查 cha2,zha1 翟 zhai2 茄 qie2,jia1 畜 xu4,chu4 杉 shan1,sha1 召 zhao4,shao4
        会 hui4,kuai4 會 hui4,kuai4 乾 qian2,gan1 种 zhong3,chong2 仇 chou2,qiu2 葚 shen4 着 zhe5,zhuo2
        著 zhu4,zhuo2 了 liao3
        """
    ).items()
}


@lru_cache(maxsize=40_000)
def usual(sign: str) -> str:
    """The usual reading with its tone, such as "lv3", or "" if the table does not have the character."""
    found = _pinyin()(sign)
    return found[0][0] if found else ""


@cache
def _pinyin() -> Callable[[str], list[list[str]]]:
    """pypinyin for single characters; loaded on first use and without its phrases, which take 0.3 s and 40 MB."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    return lambda sign: pinyin(sign, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")


@lru_cache(maxsize=40_000)
def given_readings(sign: str) -> tuple[str, ...]:
    """The plausible readings in a given name, with tones, the likeliest first; () if none is known."""
    return GIVEN.get(sign) or ((usual(sign),) if usual(sign) else ())


@lru_cache(maxsize=4_000)
def surname_readings(surname: str) -> tuple[tuple[str, ...], ...]:
    """For each character of a surname its readings with tones: the right one, then the usual one if it differs."""
    right = COMPOUND_READINGS.get(surname) or tuple(READINGS.get(sign, "") for sign in surname)
    return tuple(_distinct(first, usual(sign)) for first, sign in zip(right, surname, strict=True))


def _distinct(*readings: str) -> tuple[str, ...]:
    """Without empty ones and those that differ in tone alone."""
    return tuple({plain(reading): reading for reading in reversed(readings) if reading}.values())[::-1]


def plain(reading: str) -> str:
    """A reading without its tone."""
    return reading.rstrip("12345")


@cache
def syllables() -> frozenset[str]:
    """Every syllable of standard Chinese, without tones: those of the 6,763 characters of GB 2312."""
    signs = bytes(byte for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for byte in (high, low))
    return frozenset(plain(usual(sign)) for sign in signs.decode("gb2312", "ignore")) - {""}
