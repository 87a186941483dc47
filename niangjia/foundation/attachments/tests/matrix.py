from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.foundation.attachments import About
from niangjia.foundation.attachments.keeping import attach
from niangjia.foundation.attachments.models import Attachment
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, TO_SIGN_IN, Route, only
from tests.harness.people import CAST, STRANGER

from .samples import THING, picture

if TYPE_CHECKING:
    from tests.harness.matrix import Answer
    from tests.harness.people import Cast

FOUND = 302


def _made(cast: Cast) -> dict[str, Any]:
    _ = cast["clerk"]
    about = About(THING.type, str(100 + Attachment.objects.count()))
    return {"attachment_id": attach(cast.actor("clerk"), about, picture(), "x.jpg").pk}


def _about(cast: Cast) -> dict[str, Any]:
    return {"about_type": THING.type, "about_id": THING.id}


def _changed(name: str, **more: Any) -> Route:
    answers: dict[str, Answer] = {
        **dict.fromkeys(CAST, NOT_FOUND),
        "clerk": FOUND,
        "chair": FORBIDDEN,
        STRANGER: TO_SIGN_IN,
    }
    return Route(name, answers, method="post", **more)


ROUTES = [
    only("attachments:content", "clerk", "chair", otherwise=NOT_FOUND, arguments=_made),
    only("attachments:preview", "clerk", "chair", otherwise=NOT_FOUND, arguments=_made),
    _changed("attachments:remove", arguments=_made),
    _changed("attachments:add", arguments=_about),
]
