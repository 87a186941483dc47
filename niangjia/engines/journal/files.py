"""Keeps what foundation/attachments notes of files, at what they belong to; the opening of a sealed one is a look."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.attachments.hooks import ADDED, OPENED, REMOVED, noted_by

from .codes import register_code
from .subjects import Subject
from .writing import look, record

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.attachments.models import Attachment

CODES = {
    ADDED: register_code("attachments.file.added", sentence=_("added a file")),
    REMOVED: register_code("attachments.file.removed", sentence=_("took a file away")),
}
SEEN = register_code(
    "attachments.file.opened", sentence=_("opened a sealed file"), look=True, purpose=_("to work on it")
)


@noted_by
def keep_note(actor: Actor, what: str, attachment: Attachment, union: int | None) -> None:
    key = attachment.about_id
    subject = Subject(attachment.about_type, int(key) if key.isdecimal() else UUID(key))
    data = {"kind": attachment.kind}
    if what == OPENED:
        look(actor, SEEN, subject, union=union, data=data)
    else:
        record(actor, CODES[what], subject, union=union, data=data)
