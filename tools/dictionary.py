"""The data dictionary from the models: `python -m tools.dictionary write|check` keeps docs/data-dictionary.md."""

from __future__ import annotations

import inspect
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from niangjia.foundation.database.describing import is_sealed, own_models

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Field, Model

PAGE = Path(__file__).resolve().parents[1] / "docs" / "data-dictionary.md"
HEAD = """\
# Data dictionary

Every table of the platform's own apps, made from the models by `./do dictionary`; the check fails when it is stale.
**sealed** is ciphertext (docs/foundation/secrets.md); **under scope**: row-level security shows the app's role only
the rows of persons in its scope; **append-only**: the app's role may only read and add.
"""


def _scoped(model: type[Model]) -> bool:
    from niangjia.engines.people.persons.managers import ScopedManager

    return isinstance(model._meta.default_manager, ScopedManager)


def _marks(model: type[Model]) -> str:
    told = {"under scope": _scoped(model), "append-only": getattr(model, "append_only", False)}
    return ", ".join(mark for mark, holds in told.items() if holds)


def _type(field: Field) -> str:  # type: ignore[type-arg]
    if field.related_model is not None and not isinstance(field.related_model, str):
        return f"→ `{field.related_model._meta.db_table}`"
    kind = field.get_internal_type().removesuffix("Field").lower()
    kind = f"sealed {kind}" if is_sealed(field) else kind
    return f"{kind}({field.max_length})" if field.max_length else kind


def _values(field: Field) -> str:  # type: ignore[type-arg]
    from django.utils.translation import override

    with override("en"):
        return ", ".join(f"`{value}` {label}" for value, label in field.flatchoices if value != "")


def _meaning(field: Field) -> str:  # type: ignore[type-arg]
    from django.utils.translation import override

    with override("en"):
        words, spoken = str(field.verbose_name), field.name.replace("_", " ")
        said = [words if words != spoken else "", str(field.help_text), _values(field)]
    return "; ".join(part for part in said if part).replace("|", "\\|").replace("\n", " ")


def _table(model: type[Model]) -> Iterator[str]:
    marks = _marks(model)
    yield f"\n### `{model._meta.db_table}`{f' ({marks})' if marks else ''}\n"
    yield " ".join((inspect.getdoc(model) or "").split("\n\n")[0].split()) + "\n"
    yield "| column | type | empty | meaning |\n|---|---|---|---|"
    for field in model._meta.concrete_fields:
        yield f"| `{field.column}` | {_type(field)} | {'yes' if field.null else ''} | {_meaning(field)} |"


def page() -> str:
    """The whole page."""
    lines, app = [HEAD], ""
    for model in own_models():
        if model._meta.app_label != app:
            app = model._meta.app_label
            lines.append(f"\n## {app}")
        lines.extend(_table(model))
    return "\n".join(lines) + "\n"


def main(what: str) -> None:
    """Write the page, or exit with a sentence if the stored one is stale."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niangjia.config.settings")
    import django

    django.setup()
    if what == "write":
        PAGE.write_text(page(), encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        sys.exit("The data dictionary is stale: run  ./do dictionary")


if __name__ == "__main__":
    main(sys.argv[1])
