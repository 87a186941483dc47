"""A draft whose kind asks for other things by now: what of it still fits, what does not, and what is missing.

Services change what their papers ask for while drafts lie about. Such a draft opens all the same, with what still
fits; it is neither checked nor signed before what is missing was written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.papers.kinds.fields import BadData, FieldKind, packed
from niangjia.engines.papers.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.papers.kinds.fields import Field

    from .models import Paper


@dataclass(frozen=True)
class Fitting:
    """A draft's data as its kind takes them today; `gone` are the words of what it takes no more, `lacking` the
    labels of what it asks for and the draft has not.
    """

    data: dict[str, Any]
    gone: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether something has to be said about it."""
        return bool(self.gone or self.lacking)


def fitting_of(paper: Paper) -> Fitting:
    """How a draft fits its kind. Raises UnknownPaper."""
    return fitting(paper.known_kind.fields, json.loads(paper.data.reveal()))


def fitting(fields: Sequence[Field], data: Mapping[str, Any]) -> Fitting:
    """The same of data as they were kept."""
    known = {field.name: field for field in fields}
    kept, gone = {}, []
    for name, value in data.items():
        taken = _taken(known[name], value) if name in known else None
        if taken is not None:
            kept[name] = taken
        elif value not in (None, "", []):
            gone.append(told(value))
    lacking = [str(field.label) for field in fields if field.required and kept.get(field.name) in (None, "", [])]
    return Fitting(kept, tuple(gone), tuple(lacking))


def require_fitting(paper: Paper) -> dict[str, Any]:
    """A draft's data. Raises NotPossible where its kind asks for more by now, UnknownPaper."""
    found = fitting_of(paper)
    if found.lacking:
        named = "、".join(found.lacking)
        raise NotPossible(_("More is asked for since this draft was written: %(fields)s.") % {"fields": named})
    return found.data


def told(value: Any) -> str:
    """What was kept, as it is read: lines below one another, the parts of a row set apart."""
    if isinstance(value, list):
        return "\n".join(" | ".join(map(str, one)) if isinstance(one, list) else str(one) for one in value)
    return str(value)


def _taken(field: Field, value: Any) -> Any:
    """What was kept as this field takes it; None for what it can't take."""
    rows = isinstance(value, list) and any(isinstance(one, list) for one in value)
    if rows != (field.kind is FieldKind.ROWS and value != []):
        return None
    if field.kind is FieldKind.TEXT and isinstance(value, list):
        value = " ".join(map(str, value))
    try:
        return packed((field,), {field.name: value})[field.name]
    except (BadData, ValueError, TypeError):
        return None
