"""What stands on a paper: composed anew as long as it is a draft, frozen when it is signed, and checked when read."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines.papers.refusals import NotPossible

from .fitting import fitting_of, require_fitting

if TYPE_CHECKING:
    from .models import Paper

Content = dict[str, Any]


class Damaged(Exception):
    """What is stored of an issued paper is not what was signed: somebody changed number, date or words."""


def composed(paper: Paper, data: dict[str, Any]) -> Content:
    """What the paper says, from its data; papers speak Chinese whoever looks."""
    kind = paper.known_kind
    with override("zh-hans"):
        return {
            "sheet": kind.compose(data).frozen(),
            "title": str(kind.title),
            "union": paper.union.name,
            "template": kind.template.value,
            "version": kind.version,
        }


def packed(content: Content) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def mark_of(paper: Paper) -> str:
    """A mark of what a draft says now, in hex: whoever reads it checks or signs these words and no others.

    One that can't be composed any more is marked by what was kept: it can be sent back, and no more.
    """
    kept = paper.data.reveal()
    if fitting_of(paper).lacking:
        return hashlib.sha256(kept.encode()).hexdigest()
    return hashlib.sha256(packed(composed(paper, require_fitting(paper))).encode()).hexdigest()


def require_seen(held: Paper, seen: str | None) -> None:
    """Raises NotPossible where a draft says something else than what was read; None asks nothing."""
    if seen is not None and seen != mark_of(held):
        raise NotPossible(_("It was changed meanwhile: read it again."))


def digest_of(paper: Paper, content: str) -> str:
    """SHA-256, in hex, over what is on the paper: who, which number, which day, what it says."""
    told = [str(paper.uid), paper.kind, str(paper.union_id), paper.number, str(paper.dated or ""), content]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()


def freeze(paper: Paper, **more: Any) -> None:
    """Freeze what the paper says; number and date are known. The caller saves content and digest.

    Raises NotPossible for a draft that lacks what its kind asks for by now.
    """
    content = packed({**composed(paper, require_fitting(paper)), **more})
    paper.content, paper.digest = content, digest_of(paper, content)


def content_of(paper: Paper) -> Content:
    """What the paper says now. Raises Damaged where an issued paper is not what was signed, NotPossible for a draft
    that lacks what its kind asks for by now.
    """
    if paper.content is None:
        return composed(paper, require_fitting(paper))
    content = paper.content.reveal()
    if digest_of(paper, content) != paper.digest:
        raise Damaged(f"paper {paper.pk}")
    found: Content = json.loads(content)
    return found
