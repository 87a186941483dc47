"""The next free code for a union below another."""

from __future__ import annotations

import re

from niangjia.engines.people.unions.models import Union

COUNTED = re.compile(r"([._-]?)([0-9]+)")  # what a step of the tree adds to the code above: 02, or -002
WIDTH, LONGEST = 2, 32


def next_code(upper: Union) -> str:
    """One more than the greatest code below that continues the upper union's code; "" if none can be made.

    Without one below, it continues as the upper union's own code does: 29-01 as 29-01-01, 1101 as 110101.
    """
    taken = upper.children.filter(code__startswith=upper.code).values_list("code", flat=True)
    steps = [found for code in taken if (found := COUNTED.fullmatch(code, len(upper.code)))]
    last = max(steps, key=lambda step: int(step[2]), default=None)
    mark = last[1] if last else "-" * ("-" in upper.code)
    number, width = (int(last[2]), len(last[2])) if last else (0, WIDTH)
    code = f"{upper.code}{mark}{number + 1:0{width}d}"
    while Union.objects.filter(code=code).exists():
        number += 1
        code = f"{upper.code}{mark}{number + 1:0{width}d}"
    return code if len(code) <= LONGEST else ""
