"""What goes on beside one concern of the demo: a letter, a number elsewhere, a leader who holds it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

from .leaders.acts import leaders_for, name_leader, note_held
from .letters.acts import Draft, send_letter
from .letters.models import LetterKind
from .letters.papers import TEXTS
from .reading import find_concern
from .reports.acts import link_number
from .reports.models import System

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter


def show_beside(matter: Matter) -> None:
    """By the platform, in place of the union's people."""
    concern = find_concern(matter)
    employer = concern.employer if concern else None
    to = employer.name if employer else "用人单位"
    send_letter(PLATFORM, matter.union, Draft(LetterKind.HINT, to, TEXTS[LetterKind.HINT], employer, matter))
    link_number(PLATFORM, matter, System.CITY_LINE, "20261121-0088", handled=False)
    if posts := leaders_for(matter):
        held = name_leader(PLATFORM, matter, posts[0], today() + timedelta(days=20))
        note_held(PLATFORM, held, "已约谈用人单位负责人，答应月底前答复。")
