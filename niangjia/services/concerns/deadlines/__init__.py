"""The dates of law around a concern. They are worked out in the engine of rules, for mediation shows them, too."""

from niangjia.engines.rules.deadlines import *  # noqa: F403 - the same names
from niangjia.engines.rules.deadlines import __all__ as __all__
