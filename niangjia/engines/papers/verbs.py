"""What other engines and services call; all of it needs the tables."""

from .life.delivering import deliver_paper, file_paper, record_receipt, send_paper
from .life.drafting import change_draft, check_paper, discard_draft, draft_paper, send_back
from .life.issuing import enter_paper_later, issue_paper, revoke_paper, seal_paper, sign_paper
from .life.reading import papers_about

__all__ = [
    "change_draft",
    "check_paper",
    "deliver_paper",
    "discard_draft",
    "draft_paper",
    "enter_paper_later",
    "file_paper",
    "issue_paper",
    "papers_about",
    "record_receipt",
    "revoke_paper",
    "seal_paper",
    "send_back",
    "send_paper",
    "sign_paper",
]
