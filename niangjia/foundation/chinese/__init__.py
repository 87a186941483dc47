"""Names as people write, search and sort them. See docs/foundation/chinese.md."""

from .names import normalise_name
from .query import query_tokens
from .spelling import initials, romanised, sort_key
from .surnames import split_name
from .tokens import name_tokens

__all__ = ["initials", "name_tokens", "normalise_name", "query_tokens", "romanised", "sort_key", "split_name"]
