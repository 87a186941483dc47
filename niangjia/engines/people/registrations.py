"""What the parts of this engine make known when imported: codes of the journal, jobs, hooks, moves, readings."""

from .claiming import closing as _claim_closing
from .claiming import journal_codes as _claim_codes
from .claiming import own_moves as _claim_moves
from .consents import journal_codes as _consent_codes
from .consents import own_moves as _consent_moves
from .corrections import journal_codes as _correction_codes
from .corrections import own_moves as _correction_moves
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
from .posts import second_factor as _second_factor
from .posts import with_unions as _posts_with_unions
from .registry import batching as _batching
from .registry import exporting as _exporting
from .registry import journal_codes as _registry_codes
from .registry import saving as _saving
from .roster.staging import checking as _roster_checking
from .roster.staging import committing as _roster_committing
from .roster.staging import journal_codes as _roster_codes
from .roster.staging import own_moves as _roster_moves
from .roster.staging import undoing as _roster_undoing
from .roster.staging import uploading as _roster_uploading
from .roster.staging import with_unions as _roster_unions
from .totals import history as _history
from .totals import journal_codes as _total_codes
from .totals import readings as _readings
from .totals import recounting as _recounting
from .totals import summing as _summing
from .unions import actions as _union_actions
from .unions import journal_codes as _union_codes

REGISTERED = (
    _batching,
    _claim_closing,
    _claim_codes,
    _claim_moves,
    _consent_codes,
    _consent_moves,
    _correction_codes,
    _correction_moves,
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
    _roster_checking,
    _roster_codes,
    _roster_committing,
    _roster_moves,
    _roster_undoing,
    _roster_unions,
    _roster_uploading,
    _rotating,
    _saving,
    _summing,
    _second_factor,
    _total_codes,
    _union_actions,
    _union_codes,
)
