"""Translations without GNU gettext: `python -m tools.messages gather|check|compile`.

Each app keeps its own `locale/zh_Hans/LC_MESSAGES/django.po`; English is in the code.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1] / "niangjia"
LANGUAGE = "zh_Hans"
WIDTH = 110
KEYWORDS: dict[str, Any] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALLS = re.compile(rf"\b(?:gettext|ngettext|pgettext|npgettext|_)\(\s*{STRING}(?:\s*,\s*(?:{STRING}|count))*\s*\)")


def apps() -> list[Path]:
    """Every folder that is an app of the house (or a service)."""
    services = (ROOT / "services").glob("*/__init__.py")
    return sorted({path.parent for path in (*ROOT.rglob("apps.py"), *services)})


def po_file(app: Path) -> Path:
    return app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def _sources(app: Path, others: list[Path]) -> Iterator[Path]:
    inner = [other for other in others if app in other.parents]
    for path in sorted([*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt")]):
        parts = path.relative_to(app).parts
        if not {"tests", "migrations", "static"} & set(parts) and not any(o in path.parents for o in inner):
            yield path


def _text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    from django.utils.translation.template import templatize

    # What lies between the calls is filler for xgettext, which is no Python.
    return "\n".join(CALLS.findall(templatize(text, origin=str(path))))


def found_in(app: Path, others: list[Path]) -> Catalog:
    """A catalogue of every sentence in the app's code and templates."""
    catalog = Catalog(locale=LANGUAGE, charset="utf-8")
    for path in _sources(app, others):
        source = io.BytesIO(_text(path).encode())
        for _line, message, _comments, context in extract("python", source, KEYWORDS):
            catalog.add(message, context=context)
    return catalog


def _stored(app: Path) -> Catalog:
    path = po_file(app)
    if not path.exists():
        return Catalog(locale=LANGUAGE, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def gather() -> None:
    """Bring every app's file up to what its code says; new sentences come without translation."""
    everything = apps()
    for app in everything:
        found, catalog = found_in(app, everything), _stored(app)
        if not len(found):
            continue
        catalog.update(found, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = po_file(app)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=WIDTH, no_location=True, omit_header=True, sort_output=True)


def problems() -> Iterator[str]:
    """One line for every sentence without a good translation, or with two, or that is nowhere said any more."""
    everything = apps()
    yield from _said_in_two_ways(everything)
    for app in everything:
        found, stored = found_in(app, everything), _stored(app)
        where = po_file(app).relative_to(ROOT.parent)
        for message in found:
            if message.id and (problem := _problem(stored.get(message.id, message.context))):
                yield f"{where}: {problem}: {message.id!r}"
        for message in stored:
            if message.id and found.get(message.id, message.context) is None:
                yield f"{where}: said nowhere any more: {message.id!r}"


def _said_in_two_ways(everything: list[Path]) -> Iterator[str]:
    """Django has one translation for a sentence, whichever app it comes from: two of them need a context each."""
    known: dict[tuple[str | None, str], dict[str, str]] = {}
    for app in everything:
        for message in _stored(app):
            if message.id:
                ways = known.setdefault((message.context, str(message.id)), {})
                ways.setdefault(str(message.string), app.name)
    for (_context, sentence), ways in known.items():
        if len(ways) > 1:
            said = ", ".join(f"{where}: {words}" for words, where in ways.items())
            yield f"said in two ways, use pgettext or the same words: {sentence!r} ({said})"


def _problem(message: Any) -> str:
    if message is None:
        return "missing"
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    if not all(strings):
        return "not translated"
    if message.fuzzy:
        return "marked as doubtful"
    if errors := [str(error) for error in message.check()]:
        return "; ".join(errors)
    return ""


def compile_all() -> None:
    """Write the binary files that Django reads, where the text is newer."""
    for app in apps():
        path = po_file(app)
        target = path.with_suffix(".mo")
        if not path.exists() or (target.exists() and target.stat().st_mtime >= path.stat().st_mtime):
            continue
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, _stored(app))
        draft.replace(target)


def main() -> int:
    """Exit code 1 when `check` finds something."""
    verb = sys.argv[1] if len(sys.argv) > 1 else ""
    if verb == "check":
        found = list(problems())
        sys.stderr.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    if verb not in {"gather", "compile"}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    gather() if verb == "gather" else compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
