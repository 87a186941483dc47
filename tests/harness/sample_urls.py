from __future__ import annotations

from niangjia.config.urls import *  # noqa: F403
from niangjia.engines.matters.later.tests import samples as _later  # noqa: F401
from niangjia.engines.matters.limits.tests import samples as _limits  # noqa: F401
from niangjia.engines.matters.public_notices.tests import samples as _notices  # noqa: F401
from niangjia.engines.matters.tests import samples  # noqa: F401 - makes its procedures known
