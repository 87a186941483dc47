"""Django looks for models here; each lives in the folder of what it is about."""

from .employers.models import Employer, Employment
from .memberships.models import Membership, MembershipChange
from .persons.models import IdentityDocument, Person, PersonIdentifier, PersonName, Relative, SealedDetail
from .posts.models import Deputy, Post
from .registry.models import Export
from .totals.models import Total
from .unions.models import Coverage, SecondaryTie, Union, UnionVersion

__all__ = [
    "Coverage",
    "Deputy",
    "Employer",
    "Employment",
    "Export",
    "IdentityDocument",
    "Membership",
    "MembershipChange",
    "Person",
    "PersonIdentifier",
    "PersonName",
    "Post",
    "Relative",
    "SealedDetail",
    "SecondaryTie",
    "Total",
    "Union",
    "UnionVersion",
]
