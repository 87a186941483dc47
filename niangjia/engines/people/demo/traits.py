"""What people are like: ages, schooling, households, skills, in shares that are plausible for those who work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from niangjia.engines.people.codes import Education, HouseholdType, PoliticalStatus, SkillGrade, WorkState
from niangjia.engines.people.unions.models import Nature

from .dice import Weighted

if TYPE_CHECKING:
    from .dice import Dice
    from .trades import Trade

E, P, H, S = Education, PoliticalStatus, HouseholdType, SkillGrade
BAND = 5  # years
WORKING = Weighted({18: 4, 20: 9, 25: 14, 30: 17, 35: 16, 40: 13, 45: 11, 50: 10, 55: 5.5, 60: 0.5})
PLATFORM = Weighted({18: 7, 20: 18, 25: 22, 30: 20, 35: 14, 40: 9, 45: 6, 50: 4})
LEADING = Weighted({30: 18, 35: 26, 40: 24, 45: 20, 50: 12})
RETIRED = Weighted({50: 12, 55: 20, 60: 30, 65: 22, 70: 12, 75: 4})

# By how much schooling the trade asks for, then for those born before 1970, 1985, and later.
SCHOOLING = (
    (
        Weighted({E.PRIMARY: 8, E.JUNIOR: 46, E.SENIOR: 22, E.VOCATIONAL: 14, E.COLLEGE: 8, E.BACHELOR: 2}),
        Weighted({E.PRIMARY: 2, E.JUNIOR: 36, E.SENIOR: 20, E.VOCATIONAL: 19, E.COLLEGE: 15, E.BACHELOR: 8}),
        Weighted({E.JUNIOR: 18, E.SENIOR: 15, E.VOCATIONAL: 24, E.COLLEGE: 28, E.BACHELOR: 14, E.POSTGRADUATE: 1}),
    ),
    (
        Weighted({E.JUNIOR: 32, E.SENIOR: 26, E.VOCATIONAL: 18, E.COLLEGE: 16, E.BACHELOR: 8}),
        Weighted({E.JUNIOR: 16, E.SENIOR: 16, E.VOCATIONAL: 20, E.COLLEGE: 26, E.BACHELOR: 20, E.POSTGRADUATE: 2}),
        Weighted({E.JUNIOR: 6, E.SENIOR: 8, E.VOCATIONAL: 17, E.COLLEGE: 32, E.BACHELOR: 33, E.POSTGRADUATE: 4}),
    ),
    (
        Weighted({E.SENIOR: 12, E.VOCATIONAL: 14, E.COLLEGE: 40, E.BACHELOR: 31, E.POSTGRADUATE: 3}),
        Weighted({E.SENIOR: 4, E.VOCATIONAL: 6, E.COLLEGE: 27, E.BACHELOR: 54, E.POSTGRADUATE: 9}),
        Weighted({E.SENIOR: 1, E.VOCATIONAL: 3, E.COLLEGE: 16, E.BACHELOR: 64, E.POSTGRADUATE: 16}),
    ),
)
GRADES = (
    Weighted({S.APPRENTICE: 16, S.JUNIOR: 34, S.MIDDLE: 34, S.SENIOR: 14, S.TECHNICIAN: 2}),  # up to 35
    Weighted(
        {S.JUNIOR: 18, S.MIDDLE: 34, S.SENIOR: 32, S.TECHNICIAN: 11, S.SENIOR_TECHNICIAN: 4.5,
         S.SPECIAL_TECHNICIAN: 0.4, S.CHIEF_TECHNICIAN: 0.1}
    ),
)  # fmt: skip
PARTIES = (P.REVOLUTIONARY, P.DEMOCRATIC_LEAGUE, P.CONSTRUCTION, P.PROMOTING, P.PEASANTS, P.ZHI_GONG, P.JIUSAN)
IN_PARTY = {Nature.OFFICE: 0.62, Nature.INSTITUTION: 0.34, Nature.STATE: 0.26, Nature.COLLECTIVE: 0.14}
ETHNICITY = Weighted({"01": 935, "03": 22, "11": 14, "02": 8, "08": 6, "06": 5, "15": 4, "05": 3, "07": 2, "10": 1})
UYGHUR = "05"


def birth_date(dice: Dice, ages: Weighted[int], day: date) -> date:
    """Of somebody whose age is drawn from `ages`, by the first year of each band."""
    age = ages.pick(dice) + dice.upto(BAND)
    return date.fromordinal(day.toordinal() - int(age * 365.2425) - 1 - dice.upto(365))


def schooling(dice: Dice, trade: Trade, born: date) -> Education:
    return SCHOOLING[trade.schooling][0 if born.year < 1970 else 1 if born.year < 1985 else 2].pick(dice)


def politics(dice: Dice, nature: Nature, age: float) -> PoliticalStatus:
    chance = dice.random() - IN_PARTY.get(nature, 0.07) * (0.6 if age < 28 else 1)
    if chance < 0:
        return P.PROBATIONARY if chance > -0.004 else P.PARTY
    if age < 28:
        return P.LEAGUE if chance < 0.3 else P.MASSES
    if chance < 0.004:
        return dice.choice(PARTIES) if nature in IN_PARTY else P.NO_PARTY
    return P.MASSES


def household(dice: Dice, trade: Trade, *, platform: bool) -> HouseholdType:
    """Where somebody is registered: the more a trade lives by migrants, the more are from the country."""
    rural = min(trade.migrants * 1.2 + (0.35 if platform else 0.06), 0.85)
    local = 0.9 - 0.6 * trade.migrants - (0.1 if platform else 0)
    if dice.happens(rural):
        return H.LOCAL_RURAL if dice.happens(local) else H.OTHER_RURAL
    return H.LOCAL_URBAN if dice.happens(local) else H.OTHER_URBAN


def skill(dice: Dice, trade: Trade, age: float) -> SkillGrade | str:
    return GRADES[age >= 35].pick(dice) if dice.happens(trade.skilled) else ""


def work_state(dice: Dice, nature: Nature, age: float) -> WorkState:
    chance = dice.random()
    if chance < 0.006:
        return WorkState.SICK_LEAVE
    if chance < 0.011:
        return WorkState.WAITING
    return (
        WorkState.INTERNALLY_RETIRED if age >= 50 and nature == Nature.STATE and chance < 0.05 else WorkState.IN_POST
    )
