"""The versions of procedures: matters keep the drawing that they began with."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from niangjia.engines.matters.bpmn.running import Specs, specs_of

from .models import ProcedureVersion

if TYPE_CHECKING:
    from niangjia.engines.matters.bpmn.drawing import Drawing
    from niangjia.engines.matters.procedures import Procedure

    from .models import Matter


@lru_cache(maxsize=256)
def _texts(procedure: Procedure) -> tuple[str, dict[str, str]]:
    """The files' content and its digest; read once, for a process serves one state of the code."""
    texts = procedure.texts()
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest(), texts


def current_version(procedure: Procedure) -> ProcedureVersion:
    """The version that new matters begin with: the files as they are now. The first to ask stores it."""
    digest, texts = _texts(procedure)
    found = ProcedureVersion.objects.filter(key=procedure.key, digest=digest).first()
    return found or _stored(procedure.key, digest, texts)


@transaction.atomic
def _stored(key: str, digest: str, texts: dict[str, str]) -> ProcedureVersion:
    """Two at once number it once: whoever comes second meets the digest that is there."""
    last = ProcedureVersion.objects.filter(key=key).aggregate(last=Max("number"))["last"] or 0
    row = ProcedureVersion(key=key, number=last + 1, digest=digest, files=list(texts.items()))
    ProcedureVersion.objects.bulk_create([row], ignore_conflicts=True)
    return ProcedureVersion.objects.get(key=key, digest=digest)


def drawing_of(procedure: Procedure) -> Drawing:
    """The drawing as it is now, for titles and pictures of what has not begun. Raises BadDrawing."""
    digest, texts = _texts(procedure)
    return specs_of(digest, lambda: texts).drawing


# A version never changes. With the procedure, for a database that was emptied or restored counts ids anew.
_by_id: dict[tuple[int, str], Specs] = {}


def specs_for(matter: Matter) -> Specs:
    """The drawing and specs of the version that a matter keeps, read once per process."""
    return specs_by(matter.version_id, matter.procedure)


def specs_by(version_id: int, procedure: str) -> Specs:
    """The same, for who has no whole matter at hand."""
    found = _by_id.get((version_id, procedure))
    if found is None:
        version = ProcedureVersion.objects.get(pk=version_id)
        found = _by_id[version.pk, procedure] = specs_of_version(version)
    return found


def specs_of_version(version: ProcedureVersion) -> Specs:
    """The same of a version."""
    return specs_of(version.digest, lambda: dict(version.files))
