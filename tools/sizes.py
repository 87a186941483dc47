"""The size rules as a check: long files, functions and templates are named, with what to do."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("niangjia", "tests", "tools", "benchmarks")
FILE, FUNCTION, TEMPLATE = 400, 60, 150  # lines


def _own(folder: str, pattern: str) -> Iterator[Path]:
    for path in sorted((ROOT / folder).rglob(pattern)):
        if not {"migrations", "vendor"} & set(path.parts):
            yield path


def _functions(tree: ast.AST) -> Iterator[tuple[str, int, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1


def _in_python(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if (lines := text.count("\n")) > FILE:
        yield f"{path.relative_to(ROOT)}: {lines} lines; split it by what it is about (limit {FILE})"
    for name, line, size in _functions(ast.parse(text)):
        if size > FUNCTION:
            yield f"{path.relative_to(ROOT)}:{line} {name}: {size} lines; give its parts names (limit {FUNCTION})"


def problems() -> Iterator[str]:
    """One line for each file, function or template that is too long."""
    for folder in FOLDERS:
        for path in _own(folder, "*.py"):
            yield from _in_python(path)
        for path in _own(folder, "*.html"):
            if (lines := path.read_text(encoding="utf-8").count("\n")) > TEMPLATE:
                yield f"{path.relative_to(ROOT)}: {lines} lines; take fragments out (limit {TEMPLATE})"


if __name__ == "__main__":
    found = list(problems())
    sys.stderr.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found else 0)
