"""Which carrier serves a channel here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from niangjia.engines.notices.kinds import Channel

from .mail import Mail
from .sms import sms_carrier
from .wechat import account_of_settings

if TYPE_CHECKING:
    from .base import Carrier


@cache
def carrier(channel: Channel) -> Carrier:
    """The carrier of a channel that leads out of the house, one for the whole process (WeChat's keeps its token).

    Raises KeyError for messages on the platform, which nobody carries.
    """
    made = {Channel.SMS: sms_carrier, Channel.WECHAT: account_of_settings, Channel.EMAIL: Mail}
    return made[channel]()
