"""Numbers that fit every check and belong to nobody.

- Regions: no province ever had the number 29, in no edition of GB/T 2260. So no resident ID and no social credit code
  with it was ever issued, whatever follows; check digits and dates are right.
- Telephones: no operator has mobile numbers that begin with 154, and no area code but Beijing's begins with 01.
- Passports carry the letters DEMO, which no state's numbers do; permits of Hong Kong are from the end of the series
  HA, which began in 2024.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stdnum.cn.ric import calc_check_digit
from stdnum.cn.uscc import calc_check_digit as calc_credit_check

if TYPE_CHECKING:
    from datetime import date

PROVINCE = "29"
MOBILE = "154"
AREA = "0154"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
ORDERS = 1000  # of one region and day
SCATTER = 61_803_399  # has no factor in common with 10**8: every count gives another number


def region(county: int) -> str:
    """The code of a county of the demo's city (from 1), or of elsewhere (from 21)."""
    return f"{PROVINCE}{county:02}01"


def resident_id(region: str, born: date, order: int, *, female: bool) -> str:
    """`order` counts from 0 among those of that region, day and sex; at most 499."""
    body = f"{region}{born:%Y%m%d}{2 * order + (2 if female else 1):03}"
    return body + calc_check_digit(body + "0")


def passport(count: int) -> str:
    return f"DEMO{count:06}"


def hong_kong_permit(count: int) -> str:
    return f"HA9{count:06}"


def credit_code(holder: str, region: str, count: int) -> str:
    """A unified social credit code; `holder` is its first two characters (81 and 89 unions, 91 employers, …)."""
    organisation = f"D{count:07}"
    total = sum(int(sign, 36) * weight for sign, weight in zip(organisation, ORGANISATION_WEIGHTS, strict=True))
    body = f"{holder}{region}{organisation}{'0123456789X'[-total % 11]}"
    return body + calc_credit_check(body)


def mobile(count: int) -> str:
    """In E.164."""
    return f"+86{MOBILE}{count * SCATTER % 10**8:08}"


def landline(count: int) -> str:
    return f"{AREA}-8{count % 10**6:06}"
