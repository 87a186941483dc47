"""Django looks for models here; each lives in the folder of what it is about."""

from .claiming.models import ClaimNote, Vouch
from .consents.models import Consent
from .corrections.models import Correction
from .employers.models import Employer, Employment
from .memberships.models import Membership, MembershipChange
from .persons.apart import NotTheSame
from .persons.models import IdentityDocument, Person, PersonIdentifier, PersonName, Relative, SealedDetail
from .posts.models import Deputy, Post
from .registry.models import Export, ListColumns, SavedView, Selection
from .roster.models import Expected, Roster, RosterHabit, RosterPart, RosterPiece
from .totals.models import SubtreeTotal, Total, TotalChange, TotalDay
from .unions.models import Coverage, SecondaryTie, Union, UnionVersion

__all__ = [
    "ClaimNote",
    "Consent",
    "Correction",
    "Coverage",
    "Deputy",
    "Employer",
    "Employment",
    "Expected",
    "Export",
    "IdentityDocument",
    "ListColumns",
    "Membership",
    "MembershipChange",
    "NotTheSame",
    "Person",
    "PersonIdentifier",
    "PersonName",
    "Post",
    "Relative",
    "Roster",
    "RosterHabit",
    "RosterPart",
    "RosterPiece",
    "SavedView",
    "SealedDetail",
    "SecondaryTie",
    "Selection",
    "SubtreeTotal",
    "Total",
    "TotalChange",
    "TotalDay",
    "Union",
    "UnionVersion",
    "Vouch",
]
