"""Numbers of papers: by union, series and year, without gaps, for they are given in the transaction of signing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from niangjia.engines import journal
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.kinds.kind import series
from niangjia.engines.papers.permissions import SIGN
from niangjia.engines.papers.rights import require_own
from niangjia.foundation.numbers import next_number

from .models import UnionWord

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    from .models import Paper

# 〔年〕 in six-cornered brackets, figures without leading zero (GB/T 9704-2012, 7.2.5).
WRITTEN = "{word}〔{year}〕{number}号"  # behind the union's own word, if one is set
BEARING = """
    SELECT number, EXISTS (SELECT FROM papers_paper WHERE union_id = %s AND papers_paper.number = given.number)
    FROM (SELECT coalesce((SELECT word FROM papers_unionword WHERE union_id = %s), '') || %s) AS given (number)
"""
ARCHIVED = "{union}-WS·{year}-{retention}-{number:>04}"  # after DA/T 22: fonds, category, year, period, item


def numbered(paper: Paper) -> str:
    """The next number of the paper's series for its union and the year of its date.

    One that a paper entered later bears already is taken: the series goes on behind it.
    """
    assert paper.dated is not None  # noqa: S101 - the caller dates it first
    book, year = series(paper.known_kind.series), paper.dated.year
    while True:
        number = next_number(book.numbers, owner=paper.union.code, year=year)
        written, taken = _written(paper.union_id, WRITTEN.format(word=book.word, year=year, number=number))
        if not taken:
            return written


def _written(union: int, rest: str) -> tuple[str, bool]:
    """The number, which begins with the union's word, and whether a paper of the union bears it already."""
    with connection.cursor() as cursor:
        cursor.execute(BEARING, [union, union, rest])
        found: tuple[str, bool] = cursor.fetchone()
    return found


def archived(paper: Paper) -> str:
    """The next archive number: a book for each union, year and period of keeping."""
    assert paper.dated is not None  # noqa: S101
    owner, year = f"{paper.union.code}-{paper.retention}", paper.dated.year
    number = next_number("papers.archive", owner=owner, year=year)
    return ARCHIVED.format(union=paper.union.code, year=year, retention=paper.retention, number=number)


def word_of(union: Union) -> str:
    """What the union's numbers begin with, "" where nobody set it."""
    return UnionWord.objects.filter(union=union).values_list("word", flat=True).first() or ""


@transaction.atomic
def set_word(actor: Actor, union: Union, word: str) -> None:
    """Set what the union's numbers begin with; numbers that were given stay. Raises Refused."""
    require_own(actor, SIGN, union)
    UnionWord.objects.update_or_create(union=union, defaults={"word": word})
    journal.record(actor, codes.WORD_SET, union, union=union.pk, data={"word": word})
