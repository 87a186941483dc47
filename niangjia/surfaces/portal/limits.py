from __future__ import annotations

from datetime import timedelta

from niangjia.foundation.limits import Limit

SEARCHES = Limit("portal.find_union", 60, timedelta(minutes=10))  # by address: a whole mine may share one
