"""What becomes of messages and groups when their union goes into another: groups go along, what was written stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.unions.hooks import on_merge

from .groups.models import WeChatGroup

if TYPE_CHECKING:
    from niangjia.engines.people.unions.hooks import Merging


@on_merge("notices.wechatgroup.union")
def groups(merging: Merging) -> int:
    return WeChatGroup.objects.filter(union=merging.gone).update(union=merging.into)


on_merge.stays(
    "notices.broadcast.union",
    "notices.circular.union",
    "notices.circularreceipt.union",
    "notices.notice.union",
    "notices.savedaudience.union",
)
