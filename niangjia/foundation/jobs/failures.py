"""What is kept of a failure: a code and a sentence without personal data. The rest is one line of the log."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.foundation.access.actor import Refused

from .kinds import UnknownKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OWN = "niangjia"
LONGEST = 300
# Six digits and more, however they are grouped: telephone, identity, bank card numbers. And e-mail addresses.
PRIVATE = re.compile(r"\d(?:[ ·-]?\d){5,}[xX]?|[^\s@<]+@[^\s@>]+")

ACCOUNT_CLOSED, WORKER_DIED, UNKNOWN_KIND, STUCK = "account_closed", "worker_died", "unknown_kind", "stuck"
SENTENCES: dict[str, _StrPromise] = {
    ACCOUNT_CLOSED: gettext_lazy("The account that started this was closed meanwhile."),
    WORKER_DIED: gettext_lazy("The job worker broke down over this again and again."),
    UNKNOWN_KIND: gettext_lazy("This version of the platform does not know how to do this."),
    STUCK: gettext_lazy("It came to the same place again, so it would never have ended."),
}


class CannotGoOn(Exception):
    """Raised by a chunk to end its job for good, with a code and a sentence for people that names no person."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code, self.sentence = code, sentence


class AccountClosed(Exception):
    """The account whose job this is may not sign in any more."""


class Stuck(Exception):
    """A chunk left the cursor where it was."""


@dataclass(frozen=True)
class Failure:
    """`final` says that trying again would not help; an empty `sentence` means the code's own one."""

    code: str
    sentence: str = ""
    final: bool = False


def failure_of(error: Exception) -> Failure:
    """What is kept of an exception. Its text is not, unless it was written for people."""
    match error:
        case CannotGoOn():
            return Failure(error.code, scrubbed(error.sentence), final=True)
        case Refused():
            return Failure("refused", scrubbed(str(error)), final=True)
        case AccountClosed():
            return Failure(ACCOUNT_CLOSED, final=True)
        case Stuck():
            return Failure(STUCK, final=True)
        case UnknownKind():
            return Failure(UNKNOWN_KIND)
    return Failure(type(error).__name__)


def sentence_of(code: str) -> str:
    """A sentence for a failure that brought none of its own."""
    if code in SENTENCES:
        return str(SENTENCES[code])
    return _("An error of the platform's own: %(code)s.") % {"code": code}


def scrubbed(sentence: str) -> str:
    """The sentence without long numbers and addresses, cut to length."""
    return PRIVATE.sub("…", sentence)[:LONGEST]


def place_of(error: BaseException) -> str:
    """For the log: the class and the last line of our own code, e.g. `KeyError at niangjia/x/y.py:12`."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if f"/{OWN}/" in frame.filename] or frames
    if not own:
        return type(error).__name__
    path = own[-1].filename.rpartition(f"/{OWN}/")[2]
    return f"{type(error).__name__} at {OWN}/{path}:{own[-1].lineno}"
