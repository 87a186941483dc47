"""`python -m benchmarks [PREFIX] [--size small|tenth|city]`: exits with 1 if a figure misses its limit."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import ExitStack, nullcontext

from . import (  # noqa: F401 - they register their figures
    concerns,
    ground,
    matters,
    notices,
    people,
    portal,
    roster,
    roster_files,
)
from .figures import FIGURES
from .world import LARGEST, SIZES, World, opened


def main() -> int:
    parser = argparse.ArgumentParser(prog="./do bench", description=__doc__)
    parser.add_argument("prefix", nargs="?", default="")
    parser.add_argument("--size", choices=SIZES, default=LARGEST)
    options = parser.parse_args()
    known = [figure for figure in FIGURES if not figure.size or options.size == LARGEST]
    chosen = [figure for figure in known if figure.name.startswith(options.prefix)]
    if not chosen:
        sys.stderr.write(f"no figure begins with {options.prefix!r}: {', '.join(f.name for f in FIGURES)}\n")
        return 2
    all_hold = True
    alone = all(figure.alone for figure in chosen)
    with nullcontext(World(options.size, "", ExitStack())) if alone else opened(options.size) as world:
        for figure in chosen:
            line = figure.line(world)
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
            all_hold &= bool(json.loads(line)["holds"])
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())
