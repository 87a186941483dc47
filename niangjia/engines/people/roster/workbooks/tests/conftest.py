from __future__ import annotations

from niangjia.engines.people.roster.staging.tests.conftest import desk

__all__ = ["desk"]
