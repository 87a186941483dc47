"""Before the house serves: every kind of paper has its series and template, every layout of a return makes sense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, register

from niangjia.foundation.database.checks import PRODUCTION

from .kinds.kind import UnknownPaper, all_kinds, series
from .making.building import FOLDER
from .making.docx import FILES
from .returns.layouts import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .kinds.kind import PaperKind


@register(PRODUCTION)
def kinds_fit(**kwargs: Any) -> list[CheckMessage]:
    """One error for each thing that is wrong with a kind of paper."""
    return [Error(problem, id="papers.E001") for kind in all_kinds() for problem in problems(kind)]


def problems(kind: PaperKind) -> Iterator[str]:
    """What is wrong with a kind, one sentence each."""
    try:
        series(kind.series)
    except UnknownPaper:
        yield f"paper {kind.key!r}: nobody registers the series {kind.series!r}"
    if not (FOLDER / f"{FILES.get(kind.template.value, 'plain')}.docx").is_file():
        yield f"paper {kind.key!r}: there is no Word file for the template {kind.template!r}"
    names = [field.name for field in kind.fields]
    if len(names) != len(set(names)):
        yield f"paper {kind.key!r}: a field is declared twice"
    if kind.free and not kind.fields:
        yield f"paper {kind.key!r}: without fields people can't draft it"


@register(PRODUCTION)
def layouts_fit(**kwargs: Any) -> list[CheckMessage]:
    """One error for each thing that is wrong with a layout of a return."""
    return [Error(problem, id="papers.E002") for layout in shipped().values() for problem in layout.problems()]
