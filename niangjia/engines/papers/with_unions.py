"""What becomes of papers when their union goes into another: what was issued stays that union's."""

from __future__ import annotations

from niangjia.engines.people.unions.hooks import on_merge

on_merge.stays(
    "papers.paper.union",
    "papers.delivery.to_union",
    "papers.unionword.union",
    "papers.scan.union",
    "papers.incoming.union",
    "papers.sealuse.union",
    "papers.return.union",
)
