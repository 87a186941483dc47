"""What the invented employers do, and what follows for those who work there."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.engines.people.unions.models import Nature

from .dice import Weighted

PRIVATE = Weighted(
    {Nature.PRIVATE: 68, Nature.STOCK: 14, Nature.FOREIGN: 6, Nature.TAIWAN_HK_MACAU: 5, Nature.SOLE: 7}
)
MIXED = Weighted({Nature.STATE: 25, Nature.STOCK: 20, Nature.PRIVATE: 45, Nature.COLLECTIVE: 4, Nature.FOREIGN: 6})
STATE = Weighted({Nature.STATE: 85, Nature.STOCK: 15})
PUBLIC = Weighted({Nature.INSTITUTION: 90, Nature.CIVIL: 10})
OFFICE = Weighted({Nature.OFFICE: 1})


@dataclass(frozen=True)
class Trade:
    """`industry` by GB/T 4754; `schooling` from 0 (few have degrees) to 2 (most); the rest are shares."""

    key: str
    industry: str
    words: tuple[str, ...]
    natures: Weighted[Nature]
    jobs: str
    women: float
    migrants: float
    skilled: float
    schooling: int
    joined_to: str = ""  # the city's industrial union whose trade it is


_ALL = (
    Trade("machines", "C34", ("机械", "精密制造", "重工", "机电"), MIXED, "factory", 0.28, 0.3, 0.6, 0, "机械冶金"),
    Trade("steel", "C31", ("钢铁", "冶金", "金属材料"), STATE, "factory", 0.18, 0.15, 0.65, 0, "机械冶金"),
    Trade("cars", "C36", ("汽车零部件", "车桥", "动力"), MIXED, "factory", 0.26, 0.3, 0.55, 0, "机械冶金"),
    Trade("electronics", "C39", ("电子", "光电", "半导体", "通信设备"), PRIVATE, "factory", 0.48, 0.4, 0.4, 1),
    Trade("textiles", "C17", ("纺织", "服饰", "家纺", "制衣"), PRIVATE, "factory", 0.71, 0.4, 0.3, 0, "轻工纺织"),
    Trade("food", "C14", ("食品", "饮料", "粮油"), PRIVATE, "factory", 0.52, 0.3, 0.25, 0, "轻工纺织"),
    Trade("chemicals", "C26", ("化工", "新材料", "涂料"), MIXED, "factory", 0.27, 0.2, 0.5, 1, "能源化工"),
    Trade("mines", "B06", ("煤业", "矿业"), STATE, "pit", 0.09, 0.25, 0.6, 0, "能源化工"),
    Trade("power", "D44", ("供电", "热电", "燃气"), STATE, "factory", 0.26, 0.05, 0.6, 1, "能源化工"),
    Trade("building", "E47", ("建设", "建筑工程", "市政工程", "装饰"), MIXED, "site", 0.14, 0.6, 0.35, 0, "建设建材"),
    Trade("trade", "F52", ("百货", "超市", "商贸", "家电"), PRIVATE, "shop", 0.6, 0.3, 0.08, 0, "财贸金融"),
    Trade("inns", "H61", ("酒店", "餐饮", "大酒楼"), PRIVATE, "shop", 0.58, 0.45, 0.12, 0, "财贸金融"),
    Trade("transport", "G54", ("运输", "公交", "客运", "物流"), MIXED, "road", 0.2, 0.25, 0.3, 0, "交通运输"),
    Trade("software", "I65", ("软件", "信息技术", "数据科技"), PRIVATE, "office", 0.38, 0.05, 0.1, 2),
    Trade("money", "J66", ("村镇银行", "小额贷款", "融资担保"), MIXED, "office", 0.55, 0.01, 0.02, 2, "财贸金融"),
    Trade("estates", "K70", ("物业服务", "置业", "园林绿化"), PRIVATE, "shop", 0.5, 0.4, 0.15, 0),
    Trade("schools", "P83", ("中学", "小学", "幼儿园", "职业学校"), PUBLIC, "school", 0.69, 0.0, 0.05, 2,
          "教育科技文化体育"),
    Trade("clinics", "Q84", ("医院", "中医院", "卫生院", "妇幼保健院"), PUBLIC, "clinic", 0.72, 0.01, 0.08, 2,
          "医药卫生"),
    Trade("offices", "S92", ("市场监督管理所", "供水管理所", "供销合作社", "便民服务中心"), OFFICE, "office", 0.39,
          0.0, 0.02, 2),
)  # fmt: skip
TRADES = {trade.key: trade for trade in _ALL}
PUBLICLY_RUN = ("schools", "clinics", "offices")
FREQUENT = Weighted(
    {
        "machines": 13, "steel": 2, "cars": 6, "electronics": 8, "textiles": 7, "food": 5, "chemicals": 5, "mines": 2,
        "power": 2, "building": 10, "trade": 9, "inns": 5, "transport": 5, "software": 4, "money": 3, "estates": 4,
        "schools": 12, "clinics": 6, "offices": 3,
    }
)  # fmt: skip
# New forms of work: kind -> the platform's trade is that of transport or services.
NEW_FORM_KINDS = Weighted({"1": 18, "2": 20, "3": 7, "4": 9, "5": 5, "6": 22, "7": 6, "8": 8, "9": 15})
DRIVING = ("1", "2", "6", "9")


def of_new_form(kind: str) -> Trade:
    """The trade of those who work in a new form."""
    return TRADES["transport" if kind in DRIVING else "estates"]
