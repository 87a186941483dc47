"""What becomes of our rows when a union goes into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.unions.hooks import on_merge

from .models import Alert, Anonymous, Changed, Confidential

if TYPE_CHECKING:
    from niangjia.engines.people.unions.hooks import Merging

on_merge.stays(
    "concerns.anonymous.past", "concerns.passedby.union"
)  # whoever it was kept from then is still kept from it


@on_merge("concerns.anonymous.union")
def anonymous(merging: Merging) -> int:
    """What nobody took up yet goes along; what was taken up follows its matter."""
    return Anonymous.objects.filter(union=merging.gone).update(union=merging.into)


@on_merge("concerns.alert.union")
def alerts(merging: Merging) -> int:
    return Alert.objects.filter(union=merging.gone, done_on=None).update(union=merging.into)


@on_merge("concerns.confidential.opens")
def sealed_names(merging: Merging) -> int:
    return Confidential.objects.filter(opens=merging.gone).update(opens=merging.into)


@on_merge("concerns.changed.union")
def told(merging: Merging) -> int:
    """What a union told its workers is read where they are now."""
    return Changed.objects.filter(union=merging.gone).update(union=merging.into)
