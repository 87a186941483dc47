"""The places of the tree: `place`, `place_end` and `depth` of every union, worked out anew from the parents."""

from __future__ import annotations

from django.db import connection

from niangjia.foundation.access.numbering import raise_number

# Held by whoever changes the shape of the tree, until the transaction ends: what was checked (not below itself, no
# union below that stands) still holds when it is written, and two numberings never mix. A row's lock comes after it.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('niangjia.people.tree'))"
# Siblings by level, then by code, byte by byte, so that every server numbers alike. Every union counts once for each
# of those above it and for itself: that is how wide each is.
RENUMBER = """
    WITH RECURSIVE tree AS (
        SELECT id, 0 AS depth, ARRAY[id] AS line, ARRAY[level || code COLLATE "C"] AS path
        FROM people_union WHERE parent_id IS NULL
        UNION ALL
        SELECT u.id, tree.depth + 1, line || u.id, path || (u.level || u.code COLLATE "C")
        FROM tree JOIN people_union u ON u.parent_id = tree.id
    ),
    numbered AS MATERIALIZED (
        SELECT id, depth, line, (row_number() OVER (ORDER BY path))::int - 1 AS place FROM tree
    ),
    widths AS (SELECT unnest(line) AS id, count(*)::int AS width FROM numbered GROUP BY 1),
    written AS (
        UPDATE people_union u SET place = n.place, place_end = n.place + w.width, depth = n.depth
        FROM numbered n JOIN widths w USING (id)
        WHERE u.id = n.id AND (u.place, u.place_end, u.depth) IS DISTINCT FROM (n.place, n.place + w.width, n.depth)
        RETURNING u.id
    )
    SELECT (SELECT count(*) FROM numbered), (SELECT count(*) FROM people_union), (SELECT count(*) FROM written)
"""


class BrokenTree(Exception):
    """Some unions hang from no root: a slip of the code, nothing may be committed."""


def lock_tree() -> None:
    """Wait for whoever is changing the tree, and keep others waiting until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


def renumber() -> int:
    """Number the whole tree anew and answer how many unions got other places; inside the transaction of the change.

    Whoever adds many unions at once gives each any place of its own and calls this once. Who works with places of the
    former numbering has to begin anew (foundation/access/numbering.py); this transaction reads no more persons in the
    scope that it had. Raises BrokenTree.
    """
    lock_tree()
    with connection.cursor() as cursor:
        cursor.execute(RENUMBER)
        reached, total, written = cursor.fetchone()
    if reached != total:
        raise BrokenTree(f"{total - reached} of {total} unions hang from no root")
    if written:
        raise_number()
    return int(written)
