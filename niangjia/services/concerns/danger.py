"""Danger to life first: whom to call, and that work may be stopped.

National numbers from general knowledge; the right to stop work: 安全生产法 第五十五条, 职业病防治法 第三十九条.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NUMBERS = (("119", _("Fire, rescue")), ("120", _("Ambulance")), ("110", _("Police")), ("12350", _("Dangers at work")))
