"""Unified social credit codes (GB 32100): of unions, employers and all other organisations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.cn.uscc import calc_check_digit

from .citizens import misshapen
from .kinds import CodeHolder, Doubt, Refusal
from .regions import known_region
from .text import normalise

# The authority is a digit or A, N, Y; letters that look like digits (I, O, S, V, Z) are not used anywhere.
SHAPE = re.compile(r"[0-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
HOLDERS = {"81": CodeHolder.BASE_UNION, "89": CodeHolder.UNION_BODY}
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
STATE = "100000"  # registered with an authority of the state itself


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code that can be right; `region` (six digits) is where it was registered."""

    code: str
    holder: CodeHolder
    region: str
    doubts: tuple[Doubt, ...] = ()


def examine_uscc(text: str) -> CreditCode | Refusal:
    """Examine a code as typed. Whether its holder may be a union or an employer is for the caller to say."""
    code = normalise(text)
    if not code:
        return Refusal.EMPTY
    if not SHAPE.fullmatch(code):
        return misshapen(code, 18)
    if calc_check_digit(code[:17]) != code[17]:
        return Refusal.CHECK_DIGIT
    return CreditCode(code, HOLDERS.get(code[:2], CodeHolder.OTHER), code[2:8], tuple(_doubts(code)))


def _doubts(code: str) -> list[Doubt]:
    found = []
    if code[2:8] != STATE and not known_region(code[2:8]):
        found.append(Doubt.UNKNOWN_REGION)
    if _organisation_check(code[8:16]) != code[16]:
        found.append(Doubt.ORGANISATION_CODE)
    return found


def _organisation_check(body: str) -> str:
    total = sum(int(sign, 36) * weight for sign, weight in zip(body, ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]
