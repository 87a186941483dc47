"""What the proof found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from niangjia.foundation.readings import Health, Reading


class Harm(StrEnum):
    """What is wrong with the journal."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    BACKDATED = "backdated"
    SEAL_ALTERED = "seal_altered"
    SEAL_REMOVED = "seal_removed"
    TAIL_REMOVED = "tail_removed"
    HEAD_LOST = "head_lost"
    HEAD_ALTERED = "head_altered"
    OTHER_KEY = "other_key"
    NO_KEY = "no_key"


@dataclass(frozen=True)
class Damage:
    """The first thing that is wrong: what, in which seal (None: after the last one), with which entry."""

    harm: Harm
    seal: int | None = None
    entry: int | None = None

    @property
    def sentence(self) -> str:
        """It in words."""
        words = {
            Harm.ALTERED: _("Entry %(entry)s of seal %(seal)s was altered."),
            Harm.REMOVED: _("Entry %(entry)s of seal %(seal)s was removed."),
            Harm.INSERTED: _("Entry %(entry)s was inserted into seal %(seal)s."),
            Harm.BACKDATED: _("Entry %(entry)s, in seal %(seal)s, was written later than it says."),
            Harm.SEAL_ALTERED: _("Seal %(seal)s was altered."),
            Harm.SEAL_REMOVED: _("Seal %(seal)s was removed."),
            Harm.TAIL_REMOVED: _("The seals from %(seal)s on were cut off: they are known outside the database."),
            Harm.HEAD_LOST: _("What was made known of the seals outside the database is gone or damaged."),
            Harm.HEAD_ALTERED: _("Seal %(seal)s is another one than was made known outside the database."),
            Harm.OTHER_KEY: _("Seal %(seal)s was signed with another key than this house's."),
            Harm.NO_KEY: _("The key of the journal is missing, so nothing can be proved."),
        }
        after = _("(not yet sealed)")
        return words[self.harm] % {"entry": self.entry, "seal": after if self.seal is None else self.seal}


@dataclass
class Report:
    """How far the proof came and what it saw; `damage` is the first that it found, then it stopped.

    `entries` were checked; `removed` went by retention, closed by signature; `declared` say themselves that they were
    entered later; `open` are not sealed yet; `sealed` is when the last seal was made.
    """

    damage: Damage | None = None
    links: int = 0
    entries: int = 0
    removed: int = 0
    declared: int = 0
    open: int = 0
    sealed: datetime | None = None

    @property
    def sound(self) -> bool:
        return self.damage is None

    @property
    def sentence(self) -> str:
        """It in words."""
        if self.damage:
            return self.damage.sentence
        words = _(
            "%(links)s seals hold %(entries)s entries; %(removed)s are gone after their time, %(declared)s were "
            "declared as entered later, %(open)s are not sealed yet."
        )
        figures = ("links", "entries", "removed", "declared", "open")
        return words % {name: f"{getattr(self, name):,}" for name in figures}

    def reading(self) -> Reading:
        """It as a line of the doctor's."""
        hint = _("Keep the database and the head files as they are, and call the audit administrator.")
        health = Health.GOOD if self.sound else Health.BAD
        return Reading("journal.proof", _("proof of the journal"), self.sentence, health, "" if self.sound else hint)
