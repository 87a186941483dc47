"""What the parts of this engine make known when imported: codes of the journal, jobs, hooks, moves, readings."""

from .consents import journal_codes as _consent_codes
from .consents import own_moves as _consent_moves
from .demo import journal_codes as _demo_codes
from .employers import journal_codes as _employer_codes
from .memberships import journal_codes as _membership_codes
from .memberships import with_unions as _memberships_with_unions
from .memberships.pages import batches as _membership_batches
from .persons import erasing as _erasing
from .persons import journal_codes as _person_codes
from .persons import own_moves as _own_moves
from .persons import rotating as _rotating
from .posts import journal_codes as _post_codes
from .posts import rights as _rights
from .posts import with_unions as _posts_with_unions
from .registry import batching as _batching
from .registry import exporting as _exporting
from .registry import journal_codes as _registry_codes
from .registry import saving as _saving
from .totals import history as _history
from .totals import journal_codes as _total_codes
from .totals import readings as _readings
from .totals import recounting as _recounting
from .totals import summing as _summing
from .unions import actions as _union_actions
from .unions import journal_codes as _union_codes

REGISTERED = (
    _batching,
    _consent_codes,
    _consent_moves,
    _demo_codes,
    _employer_codes,
    _erasing,
    _exporting,
    _history,
    _membership_batches,
    _membership_codes,
    _memberships_with_unions,
    _own_moves,
    _person_codes,
    _post_codes,
    _posts_with_unions,
    _readings,
    _recounting,
    _registry_codes,
    _rights,
    _rotating,
    _saving,
    _summing,
    _total_codes,
    _union_actions,
    _union_codes,
)
