"""Django looks for models here; each lives in the folder of what it is about."""

from .consents.models import Consent
from .employers.models import Employer, Employment
from .memberships.models import Membership, MembershipChange
from .persons.apart import NotTheSame
from .persons.models import IdentityDocument, Person, PersonIdentifier, PersonName, Relative, SealedDetail
from .posts.models import Deputy, Post
from .registry.models import Export, ListColumns, SavedView, Selection
from .totals.models import SubtreeTotal, Total, TotalChange, TotalDay
from .unions.models import Coverage, SecondaryTie, Union, UnionVersion

__all__ = [
    "Consent",
    "Coverage",
    "Deputy",
    "Employer",
    "Employment",
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
]
