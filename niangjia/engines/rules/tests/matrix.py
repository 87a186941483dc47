from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from niangjia.engines.rules.actions import set_parameter
from niangjia.engines.rules.models import Setting
from niangjia.engines.rules.units import Days
from niangjia.foundation.access.actor import PLATFORM
from tests.harness.matrix import only
from tests.harness.people import STAFF

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND = 302
KEY = "petition.tell_cd"


def _key(cast: Cast) -> dict[str, Any]:
    return {"key": KEY}


def _year(cast: Cast) -> dict[str, Any]:
    return {"year": 2027}


def _setting(cast: Cast) -> dict[str, Any]:
    """A fresh one for each who knocks: the union keeps them apart."""
    days, union = Days(12, working=False), Setting.objects.count() + 1
    setting = set_parameter(PLATFORM, KEY, days, basis="市规定", valid_from=date(2027, 1, 1), union=union)
    return {"setting_id": setting.pk}


def _figure(cast: Cast) -> dict[str, Any]:
    return {"value": "12", "unit": "cd", "valid_from": "2027-01-01", "basis": "市规定"}


def _days(cast: Cast) -> dict[str, Any]:
    return {"first": "2027-01-01", "kind": "free", "basis": "市通知"}


ROUTES = [
    only("rules:figures", *STAFF),
    only("rules:figure", *STAFF, arguments=_key),
    only("rules:set_figure", "system_admin", answer=FOUND, method="post", arguments=_key, data=_figure),
    only("rules:withdraw", "system_admin", arguments=_setting),
    only(
        "rules:withdraw",
        "system_admin",
        answer=FOUND,
        method="post",
        arguments=_setting,
        data=lambda cast: {"reason": "录错"},
    ),
    only("rules:calendar", *STAFF),
    only("rules:calendar_year", *STAFF, arguments=_year),
    only("rules:days", "system_admin"),
    only("rules:days", "system_admin", answer=FOUND, method="post", data=_days),
    only(
        "rules:complete_year",
        "system_admin",
        answer=FOUND,
        method="post",
        arguments=_year,
        data=lambda cast: {"basis": "国办通知"},
    ),
]
