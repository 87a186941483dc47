"""What a layout is."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """Whose layout it is. Of authorities' layouts that we do not have, what we ship is a sample and says so."""

    OURS = "ours", _("ours")
    OFFICIAL = "official", _("official")
    SAMPLE = "sample", _("sample, not official")


@dataclass(frozen=True, slots=True)
class Column:
    """`form` is one of formats.FORMS for the field; `group` stands above several columns in the line before."""

    header: str
    field: str
    form: str = ""
    group: str = ""
    width: int = 12

    @property
    def title(self) -> str:
        """As `find_heading` gives it."""
        return f"{self.group} {self.header}" if self.group else self.header


@dataclass(frozen=True, slots=True)
class Layout:
    """`above` and `below` are lines around the table; {union}, {day} and {preparer} stand for these.

    `words` are its own words for codes: field -> code -> word.
    """

    key: str
    title: str
    standing: Standing
    columns: tuple[Column, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        return [column.title for column in self.columns]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What `guess` wants: title and field of each column."""
        return [(column.title, column.field) for column in self.columns]

    @property
    def readings(self) -> dict[str, dict[str, str]]:
        """What `checker` wants: field -> word -> code."""
        return {key: {word: code for code, word in table.items()} for key, table in self.words.items()}
