from __future__ import annotations

from niangjia.engines.matters.limits.tests.conftest import fresh_versions, in_english, whole_city

__all__ = ["fresh_versions", "in_english", "whole_city"]
