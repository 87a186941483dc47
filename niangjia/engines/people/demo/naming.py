"""Names of people: surnames by how frequent they are, given names after the fashion of their years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .dice import Weighted, falling

if TYPE_CHECKING:
    from .dice import Dice

# The first about in the order of the public tables, with per mille of the people.
FREQUENT = {
    "王": 72, "李": 71, "张": 68, "刘": 52, "陈": 46, "杨": 31, "黄": 22, "赵": 22, "吴": 20, "周": 19,
    "徐": 15, "孙": 14, "马": 14, "朱": 12, "胡": 12, "郭": 12, "何": 11, "林": 11, "高": 11, "罗": 10,
    "郑": 9, "梁": 9, "谢": 8, "宋": 8, "唐": 7, "许": 7, "韩": 7, "邓": 7, "冯": 7, "曹": 6,
    "彭": 6, "曾": 6, "肖": 6, "田": 5, "董": 5, "潘": 5, "袁": 5, "蔡": 5, "蒋": 5, "余": 5,
}  # fmt: skip
RARER = (
    "于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷段史龙黎贺陶毛郝顾龚邵万覃武钱戴严"
    "孔向常汤康易乔赖文莫樊兰殷施洪翟安颜倪牛温葛俞章鲁柴单华焦卞宫解查仇"
)
COMPOUND = ("欧阳", "上官", "诸葛", "司马", "令狐", "尉迟")
SURNAMES = Weighted({**FREQUENT, **dict.fromkeys(RARER, 2.2), **dict.fromkeys(COMPOUND, 0.3)})

MALE, FEMALE = "1", "2"
# From that year of birth on; characters of given names, the most frequent first; how many names have one character.
FASHIONS = {
    MALE: {
        1900: ("国建华明德文志永春福金生玉海成林清荣平庆祥贵兴忠云龙山保长安树家根发宝新民友军", 0.08),
        1965: ("建国华军强明伟文平志勇海红斌永新林春东成晓辉卫杰宏波峰涛刚俊庆龙利光忠亮荣兵", 0.36),
        1980: ("伟磊超杰鹏涛勇强军俊飞波辉浩明文海龙亮斌峰凯宇志晓建洋鑫东健旭亚林康阳博帅雷", 0.34),
        1995: ("宇浩杰文俊子博鑫凯豪泽轩佳嘉志天伟晨旭阳鹏睿航哲瑞涛奇铭思成明康家昊天乐翔然林", 0.16),
        2005: ("宇子轩浩泽梓睿晨俊博涵一辰嘉铭奕然佳皓煜天承瑞诺恒文昊翔思齐乐安言行知远景行", 0.08),
    },
    FEMALE: {
        1900: ("秀英玉兰桂珍凤芳淑华春梅红莲香荣翠云爱美金琴霞月清彩素花霞娥巧文慧", 0.06),
        1965: ("丽红英芳梅华秀玲霞燕春艳萍晓娟敏桂琴云兰静海荣文洁莉凤美辉琳香慧平蓉", 0.34),
        1980: ("丽婷静娜敏燕艳娟芳霞玲洁莉晓琳雪慧倩颖丹红佳文梅琴蕾萍亚莹海云晶璐瑶楠", 0.34),
        1995: ("婷雨佳欣怡梦慧静雪琪颖思晓文雅莹诗嘉丹倩璐瑶子涵敏娜玉晨悦萱馨月宁媛妍", 0.14),
        2005: ("欣怡雨涵梓子萱诗佳语可馨悦一思嘉宁依琪妍若彤诺静芷晴瑶清然安乐予希言舒", 0.05),
    },
}
STYLES = {
    sex: [(year, falling(dict.fromkeys(signs), flat=8), single) for year, (signs, single) in fashion.items()]
    for sex, fashion in FASHIONS.items()
}
# Names in parts, as they are usual in the north-west.
IN_PARTS = {
    MALE: ("阿不都", "买买提", "艾合买提", "吐尔逊", "玉素甫", "艾力", "努尔麦麦提", "艾尼瓦尔"),
    FEMALE: ("阿依古丽", "古丽娜尔", "热依汗", "帕提古丽", "祖丽皮亚", "迪丽努尔", "阿米娜", "米日古丽"),
}
FATHERS = ("热合曼", "吾买尔", "司马义", "肉孜", "依明", "卡德尔", "阿布拉", "托合提")
ABROAD = ("Anna Keller", "James Porter", "Marie Dubois", "Takumi Ono", "Minjun Han", "Elena Petrova", "Omar Haddad")


def surname(dice: Dice) -> str:
    return SURNAMES.pick(dice)


def given_name(dice: Dice, sex: str, year: int) -> str:
    """One or two characters after the fashion of the year of birth."""
    signs, single = next((signs, single) for since, signs, single in reversed(STYLES[sex]) if year >= since)
    first = signs.pick(dice)
    if dice.happens(single):
        return first
    second = signs.pick(dice)
    return first + second


def in_parts(dice: Dice, sex: str) -> str:
    return f"{dice.choice(IN_PARTS[sex])}·{dice.choice(FATHERS)}"


def full_name(dice: Dice, sex: str, year: int) -> str:
    return SURNAMES.pick(dice) + given_name(dice, sex, year)
