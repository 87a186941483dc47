from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from niangjia.foundation.jobs.ids import NotAnId, packed, unpacked

SECRET = "13800138000"


def test_ints_and_uuids_come_back_as_they_were() -> None:
    ids: dict[str, int | UUID] = {"union": 7, "import": uuid4()}
    assert unpacked(packed(ids)) == ids


@pytest.mark.parametrize("value", [SECRET, int(SECRET), 1.5, True, None, [1], {"a": 1}, b"x"])
def test_anything_else_is_refused_without_repeating_it(value: object) -> None:
    with pytest.raises(NotAnId, match="phone") as refused:
        packed({"phone": value})  # type: ignore[dict-item]
    assert SECRET not in str(refused.value)
