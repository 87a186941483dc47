"""All tables of the service; each part has its own module."""

from .changes.models import Change
from .elections.models import Ballot, Candidate, Election, Recount, Sheet, SheetVotes
from .setting_up.models import Founding, LegalPerson, SealSpecimen
from .terms.models import Delay, LeadSeen, PartyBranch, TermWarning

__all__ = [
    "Ballot",
    "Candidate",
    "Change",
    "Delay",
    "Election",
    "Founding",
    "LeadSeen",
    "LegalPerson",
    "PartyBranch",
    "Recount",
    "SealSpecimen",
    "Sheet",
    "SheetVotes",
    "TermWarning",
]
