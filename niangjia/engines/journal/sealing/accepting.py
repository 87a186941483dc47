"""Going on with a chain that is shorter than what is known outside: after a restore, and only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.journal.connections import APP, connected
from niangjia.engines.journal.own_codes import ACCEPTED
from niangjia.engines.journal.subjects import Subject
from niangjia.engines.journal.writing import record
from niangjia.foundation.access.actor import Actor, Kind, Refused
from niangjia.foundation.clock import now

from . import chain, heads

if TYPE_CHECKING:
    from .chain import Stored


class NothingToAccept(Exception):
    """There is no chain yet."""


def accept_chain(actor: Actor, reason: str) -> int:
    """Take the chain in the database as the true one; answers the number of its last link.

    The log of heads is set aside, not overwritten, and a new one begins with who went on from where, and why; the
    journal has it too. At the command line only: whoever may do it can also reach the files. Raises Refused,
    UnfitData for a reason that is missing or not fit, and NothingToAccept.
    """
    if actor.kind is not Kind.PLATFORM:
        raise Refused(_("The chain of the journal is accepted at the command line."))
    with connected(APP) as connection, connection.transaction():
        newest = chain.last(connection)
    if newest is None:
        raise NothingToAccept
    record(actor, ACCEPTED, Subject("journal.seal", newest.number), data={"seal": newest.number, "reason": reason})
    _begin_anew(newest, reason)
    return newest.number


def _begin_anew(newest: Stored, reason: str) -> None:
    with heads.alone():
        heads.begin_log(f"{now().isoformat(timespec='seconds')} accepted up to {newest.number}: {reason}")
        heads.append([newest])
        heads.write_head(newest)
