"""How much a file may be. Measured: 500,000 rows of 21 columns take 1.0 GB and 15 s of one core."""

from __future__ import annotations

MEMORY = 1700 << 20  # bytes of address space of the child
CPU = 180  # seconds
WALL = 240  # seconds until the first word
FILE = 300 << 20  # bytes
UNPACKED = 1200 << 20  # bytes of all parts of a package
RATIO = 600  # unpacked to packed, of parts that are large
LARGE_PART = 64 << 20  # bytes
PARTS = 3000  # files in a package
SMALL_PART = 8 << 20  # bytes of a part that lists others
SHEETS = 200
COLUMNS = 1000  # of a table
HEAD = 40  # lines
HEAD_CELL = 200  # characters of a cell in the head
CELL = 4000  # characters that are kept of a cell: more than any field may have
