"""Which step comes next in a paper's life, and how a step holds the row while it works."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.rights import require_own

from .models import Paper, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.foundation.access.actor import Actor


def expected(paper: Paper) -> State | None:
    """The state that comes next; None when the paper is at the end of its life."""
    kind = paper.kind_or_none
    if kind is None:
        return None
    line = [State.DRAFT]
    line += [State.CHECKED] if kind.checked else []
    line += [State.SIGNED]
    line += [State.SEALED] if kind.sealed else []
    line += [State.DELIVERED] if kind.delivered else []
    line += [State.FILED]
    if paper.state not in line:
        return None
    at = line.index(State(paper.state)) + 1
    return line[at] if at < len(line) else None


def not_revoked(paper: Paper) -> None:
    """Raises NotPossible for one that was revoked."""
    if paper.revoked:
        raise NotPossible(_("This paper was revoked."))


@contextmanager
def step(actor: Actor, paper: Paper, code: str, to: State | None, *, revoked: bool = False) -> Iterator[Paper]:
    """The paper's row, locked, for a step to a state (None: one that keeps it), by who acts for its union.

    Raises Refused, NotPossible. The caller's own object is brought up to what the row says at the end.
    """
    held = Paper.objects.select_for_update(of=("self",)).select_related("union").get(pk=paper.pk)
    require_own(actor, code, held.union)
    if not revoked:
        not_revoked(held)
    if to is not None and expected(held) != to:
        raise NotPossible(
            _("This paper is “%(state)s”; that can't be done now.") % {"state": held.get_state_display()}
        )
    yield held
    paper.refresh_from_db()
