"""Names of files as people gave them, without what could mislead."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .kinds import FileKind

LONGEST = 100
FORBIDDEN = set('<>:"/\\|?*')
HIDDEN = ("C", "Zl", "Zp")  # control, format (also what turns the direction of writing), line ends


def fit_name(given: str, kind: FileKind) -> str:
    """The name without folders, hidden signs and signs that a system forbids, with the ending of what it is."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if not unicodedata.category(sign).startswith(HIDDEN))
    plain = "".join("_" if sign in FORBIDDEN else sign for sign in shown).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 5:
        stem = plain
    return f"{stem[:LONGEST].strip(' .') or _('file')}.{kind.traits.ending}"
