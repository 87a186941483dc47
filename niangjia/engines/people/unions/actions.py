"""Every verb on unions, in one place for those who call them."""

from .covering import cover_employer, uncover_employer
from .dissolving import dissolve_union
from .fields import Draft
from .founding import confirm_union, found_union, record_union
from .merging import Merged, merge_unions
from .moving import move_union, take_back_act
from .own_data import correct_union, rename_union
from .splitting import split_union
from .ties import tie_union, untie_union

__all__ = [
    "Draft",
    "Merged",
    "confirm_union",
    "correct_union",
    "cover_employer",
    "dissolve_union",
    "found_union",
    "merge_unions",
    "move_union",
    "record_union",
    "rename_union",
    "split_union",
    "take_back_act",
    "tie_union",
    "uncover_employer",
    "untie_union",
]
