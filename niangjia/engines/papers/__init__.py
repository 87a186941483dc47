"""Official documents: kinds, numbers, signing, sealing, delivery, scan-back, archive; registers and returns.

    register_paper(PaperKind("certificates.membership", _("Certificate of membership"), Template.RECEIPT, compose, …))
    paper = draft_paper(actor, "certificates.membership", union=union, about=request, data={…})

The verbs (`draft_paper`, `check_paper`, `sign_paper`, `seal_paper`, `deliver_paper`, `file_paper`, `revoke_paper`,
`papers_about` …) need the tables: they are fetched from `verbs` when somebody asks. See docs/engines/papers.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .kinds.fields import Field, FieldKind
from .kinds.kind import PaperKind, Retention, Template, register_paper, register_series
from .kinds.sheet import Column, Facts, Foot, Grid, Heading, Opinion, Sheet, Signature, Text

if TYPE_CHECKING:
    from .verbs import (
        change_draft,
        check_paper,
        deliver_paper,
        discard_draft,
        draft_paper,
        enter_paper_later,
        file_paper,
        issue_paper,
        papers_about,
        record_receipt,
        revoke_paper,
        seal_paper,
        send_back,
        send_paper,
        sign_paper,
    )

__all__ = [
    "Column",
    "Facts",
    "Field",
    "FieldKind",
    "Foot",
    "Grid",
    "Heading",
    "Opinion",
    "PaperKind",
    "Retention",
    "Sheet",
    "Signature",
    "Template",
    "Text",
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
    "register_paper",
    "register_series",
    "revoke_paper",
    "seal_paper",
    "send_back",
    "send_paper",
    "sign_paper",
]


def __getattr__(name: str) -> object:
    """The verbs, once somebody asks: the package is imported before the tables are there."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.verbs"), name)
