"""Code tables as rolls write them: the codes of people/codes.py, each with its usual words. The first is the one we
write. Words are compared half-width, without spaces and brackets, in upper case.
"""

# ruff: noqa: E501 - lists of words
from __future__ import annotations

from niangjia.engines.people import codes
from niangjia.engines.people.employers.models import Employment
from niangjia.foundation.identity import DocumentKind

E, P, H = codes.Education, codes.PoliticalStatus, codes.HouseholdType
S, W, N = codes.SkillGrade, codes.WorkState, codes.NewForm
K = Employment.Kind
D = DocumentKind


def _table(rows: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {str(code): tuple(words.split()) for code, words in rows.items()}


# GB/T 3304
PEOPLES = [
    "汉",
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
]
FORMER_NAMES = {
    "毛难": "36",
    "崩龙": "46",
    "蒙": "02",
    "维": "05",
    "维族": "05",
    "蒙族": "02",
    "朝": "10",
    "哈": "17",
}

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "sex": _table({codes.Sex.MALE: "男 男性 M MALE 先生", codes.Sex.FEMALE: "女 女性 F FEMALE 女士"}),
    "ethnicity": {f"{number:02}": (f"{name}族", name) for number, name in enumerate(PEOPLES, start=1)}
    | {"97": ("其他", "未识别民族", "穿青人族", "穿青人"), "98": ("外国血统中国籍人士", "外国血统", "入籍")},
    "education": _table({
        E.POSTGRADUATE: "研究生 硕士 博士 硕士研究生 博士研究生 研究生及以上 硕士及以上 研究生毕业 博士后 在职研究生 硕研 博研",
        E.BACHELOR: """大学本科 本科 大学 大学毕业 本科生 学士 大本 全日制本科 在职本科 大学本科毕业 本科及以上 大学及以上
            大学学历 本科学历 函授本科 自考本科 双学士""",
        E.COLLEGE: """大学专科 大专 专科 大专毕业 高职 高职高专 大学专科毕业 专科生 高等职业教育 大专学历 函授大专 在职大专
            大学专科和专科学校 高专""",
        E.VOCATIONAL: """中专 中等专业学校 职高 技校 中职 中技 职业高中 中等职业学校 中等专科 技工学校 职中 高技 中等职业教育 中专毕业
            技工 中等专业学校或中等技术学校 中专中技 中师""",
        E.SENIOR: "高中 普通高中 高中毕业 高级中学 普高 普通高级中学 高中学历 高中及以下",
        E.JUNIOR: "初中 初级中学 初中毕业 初中学历 普通初中 初中及以下",
        E.PRIMARY: "小学及以下 小学 文盲 小学毕业 半文盲 文盲或半文盲 小学以下 未上学 未受教育 没上过学 小学学历",
    }),
    "political": _table({
        P.PARTY: "中共党员 党员 共产党员 中国共产党党员 正式党员 中共正式党员 中党",
        P.PROBATIONARY: "中共预备党员 预备党员 中国共产党预备党员",
        P.LEAGUE: "共青团员 团员 中国共产主义青年团团员 共青团",
        P.REVOLUTIONARY: "民革党员 民革会员 民革 中国国民党革命委员会会员 中国国民党革命委员会党员",
        P.DEMOCRATIC_LEAGUE: "民盟盟员 民盟 中国民主同盟盟员",
        P.CONSTRUCTION: "民建会员 民建 中国民主建国会会员",
        P.PROMOTING: "民进会员 民进 中国民主促进会会员",
        P.PEASANTS: "农工党党员 农工党 农工 农工民主党 中国农工民主党党员",
        P.ZHI_GONG: "致公党党员 致公党 致公 中国致公党党员",
        P.JIUSAN: "九三学社社员 九三学社 九三",
        P.TAIWAN_LEAGUE: "台盟盟员 台盟 台湾民主自治同盟盟员",
        P.NO_PARTY: "无党派人士 无党派民主人士 无党派",
        P.MASSES: "群众 普通群众 普通公民 非党员 一般群众",
    }),
    "household": _table({
        H.LOCAL_URBAN: "本地城镇 本市城镇 本地非农业 本地非农 本市非农业 本地城镇户口 本市城镇户口 本地城市 本省城镇",
        H.LOCAL_RURAL: "本地农村 本市农村 本地农业 本市农业 本地农村户口 本市农村户口 本省农村",
        H.OTHER_URBAN: "外地城镇 外埠城镇 外地非农业 外地非农 非本地城镇 外地城镇户口 外埠城镇户口 外省城镇 外市城镇",
        H.OTHER_RURAL: "外地农村 外埠农村 外地农业 非本地农村 外地农村户口 外埠农村户口 外省农村 外市农村",
    }),
    "skill": _table({
        S.APPRENTICE: "学徒工 学徒",
        S.JUNIOR: "初级工 初级 五级 国家职业资格五级 五级初级工 五级/初级工 职业资格五级 初级技工",
        S.MIDDLE: "中级工 中级 四级 国家职业资格四级 四级中级工 四级/中级工 职业资格四级 中级技工",
        S.SENIOR: "高级工 高级 三级 国家职业资格三级 三级高级工 三级/高级工 职业资格三级 高级技工",
        S.TECHNICIAN: "技师 二级 国家职业资格二级 二级技师 二级/技师 职业资格二级",
        S.SENIOR_TECHNICIAN: "高级技师 一级 国家职业资格一级 一级高级技师 一级/高级技师 职业资格一级",
        S.SPECIAL_TECHNICIAN: "特级技师",
        S.CHIEF_TECHNICIAN: "首席技师",
    }),
    "work_state": _table({
        W.IN_POST: "在岗 在职 在岗在职 在职在岗 正常 上班 在册 就业 已就业 在岗职工 在编 从业",
        W.WAITING: "待岗 下岗 待岗/下岗 待岗下岗 内部待岗 停薪留职",
        W.JOBLESS: "失业 无业 未就业",
        W.INTERNALLY_RETIRED: "内退 内部退养 离岗退养 内养",
        W.SICK_LEAVE: "病休 病假 长期病休 长病假",
        W.RETIRED: "退休 离休 离退休 已退休 退休返聘",
        W.FLEXIBLE: "灵活就业 灵活 自由职业 零工 个体",
        W.OTHER: "其他 其它",
    }),
    "new_form": _table({
        N.LORRY: "货车司机 货运司机 卡车司机 货车驾驶员 货运驾驶员 大货车司机",
        N.COURIER: "快递员 快递小哥 快递 快递从业人员 快递人员 快递配送员 快递投递员",
        N.CARE: "护工护理员 护工 护理员 养老护理员 护工/护理员 医疗护理员 护工、护理员",
        N.DOMESTIC: "家政服务员 家政 家政人员 家政服务人员 保洁员 月嫂 家政工",
        N.MALL: "商场信息员 导购员 导购 商场导购员 商场促销员",
        N.FOOD: "网约送餐员 外卖员 外卖骑手 骑手 外卖配送员 送餐员 外卖小哥 网约配送员 外卖 配送员",
        N.ESTATE: "房地产中介员 房产中介员 房地产经纪人 房产中介 房地产中介 房地产经纪人员 房产经纪人 中介员",
        N.GUARD: "保安员 保安",
        N.RIDE: "网约车司机 网约车驾驶员 网约车 网约出租车司机",
        N.OTHER: "其他 其它 其他新就业形态 其他新就业形态劳动者 代驾 代驾司机 网络主播 主播",
    }),
    "employment": _table({
        K.DIRECT: "劳动合同 合同制 直接用工 合同工 正式工 正式 在编 固定工 自有员工 劳动合同制 合同制用工 全日制",
        K.DISPATCHED: "劳务派遣 派遣 派遣工 劳务派遣工 派遣制 劳务派遣用工",
        K.OUTSOURCED: "外包 业务外包 劳务外包 外包用工 外包工",
        K.PLATFORM: "平台用工 平台 平台就业 不完全劳动关系",
    }),
    "document_kind": _table({
        D.RESIDENT_ID: "居民身份证 身份证 中国居民身份证 二代身份证 身份证件 第二代身份证 中华人民共和国居民身份证 公民身份证",
        D.HK_MACAU_PERMIT: """港澳居民来往内地通行证 港澳居民通行证 港澳通行证 回乡证 港澳来往内地通行证 港澳台居民来往内地通行证
            香港居民来往内地通行证 澳门居民来往内地通行证""",
        D.TAIWAN_PERMIT: "台湾居民来往大陆通行证 台胞证 台湾通行证 台湾居民通行证",
        D.HK_MACAU_RESIDENCE: "港澳居民居住证 港澳台居民居住证 香港居民居住证 澳门居民居住证",
        D.TAIWAN_RESIDENCE: "台湾居民居住证",
        D.PERMANENT_RESIDENCE: """外国人永久居留身份证 外国人永久居留证 永久居留证 永久居留身份证 外国人居留证 外国人永久居留许可
            外国人永久居住证""",
        D.PASSPORT: "护照 外国护照 中国护照 普通护照 外籍护照",
    }),
}  # fmt: skip

# Codes of other tables in use, for words that are none: what they mean in ours.
OTHER_CODES: dict[str, dict[str, str]] = {
    "education": {
        "11": "10", "12": "10", "13": "10", "14": "10", "15": "10", "16": "10", "17": "10", "18": "10", "19": "10",
        "21": "20", "22": "20", "23": "20", "28": "20", "29": "20", "31": "30", "32": "30", "33": "30", "38": "30",
        "39": "30", "41": "40", "42": "40", "43": "40", "44": "40", "45": "40", "46": "40", "47": "40", "48": "40",
        "49": "40", "50": "40", "61": "60", "62": "60", "63": "60", "68": "60", "69": "60", "71": "70", "73": "70",
        "78": "70", "79": "70", "81": "80", "83": "80", "88": "80", "89": "80", "90": "80",
    },
    "document_kind": {
        "1": "resident_id", "01": "resident_id", "111": "resident_id", "414": "passport", "516": "hk_macau_permit",
        "511": "taiwan_permit", "553": "permanent_residence",
    },
    "ethnicity": FORMER_NAMES,
}  # fmt: skip
YES = frozenset({"是", "对", "有", "Y", "YES", "TRUE", "1", "√", "✓", "✔", "T", "农民工", "属于", "为是"})
NO = frozenset(
    {"否", "不是", "无", "N", "NO", "FALSE", "0", "×", "✗", "X", "F", "非", "不", "没有", "非农民工", "不属于"}
)
