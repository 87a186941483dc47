"""Of what a union asks one set of papers is in force: what came back is revoked when it is handed in anew, what was
given up when that ends. Everything stays on file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.papers import papers_about, revoke_paper
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from collections.abc import Collection

    from niangjia.engines.matters.models import Matter

GIVEN_UP = ("dropped", "given_up")  # the phases in which a matter of ours ends without having come to anything


def replace_papers(matter: Matter, kinds: Collection[str]) -> None:
    """Revoke those in force: by the platform, for it follows from what was sent back, given up or found void."""
    for paper in papers_about(matter).filter(kind__in=kinds, revoked=None):
        if paper.issued:
            revoke_paper(PLATFORM, paper, f"已退回、放弃或重新办理，见事项{matter.number}")
