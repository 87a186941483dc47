"""Who should attend a meeting between two elections is what the register says, as at an election."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.refusals import NotPossible
from niangjia.services.founding.elections.models import Election
from niangjia.services.founding.elections.reading import voters_on
from niangjia.services.founding.elections.steps import refuse_assembly

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.models import Union


def refuse_absent(union: Union, day: date, due: int, *, congress: bool) -> None:
    """Raises NotPossible for fewer than were members on that day; for a congress of a union too small for one."""
    there = voters_on(union, day)
    if congress:
        try:
            refuse_assembly(union, Election.Assembly.DELEGATES, there)
        except NotPossible as error:
            raise NotPossible(str(error), "congress") from None
    elif due < there:
        sentence = _(
            "The register has %(count)s members who vote, and all of them should attend. Mend it there first."
        )
        raise NotPossible(sentence % {"count": there}, "due")
