"""The one way to a file: its guard is asked, and the browser is told to save it and to run nothing in it."""

from __future__ import annotations

import io
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from . import keeping, store
from .about import About
from .guards import guard_of
from .refusals import BadFile
from .showing import shown

if TYPE_CHECKING:
    from uuid import UUID

    from niangjia.foundation.access.request import Request

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@never_cache
@require_safe
def content(request: Request, attachment_id: UUID) -> HttpResponse:
    """The file, to be saved."""
    found = keeping.load_attachment(request.actor, attachment_id)
    body = io.BytesIO(keeping.open_content(request.actor, found))
    answer = FileResponse(
        body, as_attachment=True, filename=found.name.reveal(), content_type=found.file_kind.traits.mime
    )
    return _guarded(answer)


@never_cache
@require_safe
def preview(request: Request, attachment_id: UUID) -> HttpResponse:
    """The small picture of a picture; a JPEG that the house drew itself."""
    found = keeping.load_attachment(request.actor, attachment_id)
    if not found.has_preview:
        raise Http404
    body = keeping.open_content(request.actor, found, store.PREVIEW)
    return _guarded(FileResponse(io.BytesIO(body), content_type="image/jpeg"))


@require_POST
def add(request: Request, about_type: str, about_id: str) -> HttpResponse:
    """Takes one file or several for a subject; answers with the list, or leads back to its page."""
    about = About(about_type, about_id)
    guard_of(about).change(request.actor, about.id)
    slot = _slot(request, about)
    files = request.FILES.getlist("file")
    troubles = [] if files else [_("Choose a file.")]
    for file in files:
        try:
            if (file.size or 0) > guard_of(about).limits.largest:
                most = guard_of(about).limits.largest >> 20
                raise BadFile(_("The file is larger than %(most)s MB.") % {"most": most})
            keeping.attach(request.actor, about, file.read(), file.name or "", slot=slot)
        except BadFile as error:
            troubles.append(f"{file.name}: {error}")
    return _listed(request, about, troubles)


def _slot(request: Request, about: About) -> str:
    """What the file is for: as it was said, else the first of what the guard lets the actor choose from."""
    said = request.POST.get("slot")
    return next(iter(guard_of(about).each(request.actor, about.id).slots), "") if said is None else str(said)[:24]


@require_POST
def remove(request: Request, attachment_id: UUID) -> HttpResponse:
    """Takes a file away."""
    found = keeping.load_attachment(request.actor, attachment_id)
    keeping.remove_attachment(request.actor, found)
    return _listed(request, found.about, [])


def _listed(request: Request, about: About, troubles: list[str]) -> HttpResponse:
    page = guard_of(about).page
    if not request.htmx and page is not None:
        for trouble in troubles:
            messages.error(request, trouble)
        return redirect(page(request.actor, about.id))
    context = shown(request.actor, about) | {"troubles": troubles}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if troubles else HTTPStatus.OK
    return render(request, "attachments/fragments/files.html", context, status=status)


def _guarded(answer: FileResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        answer[name] = value
    return cast("HttpResponse", answer)
