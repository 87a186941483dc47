"""What papers and pages say of a request; papers speak Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import override

from niangjia.engines.people import codes
from niangjia.engines.people.persons.ethnicities import ETHNICITIES
from niangjia.engines.people.persons.showing import masked_documents, masked_phones
from niangjia.foundation.clock import SHANGHAI

from .said import TEXT, Said

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person

    from .models import Application


def told_of(row: Application, person: Person) -> dict[str, object]:
    """Who it is about, as application and form take it; numbers masked. In a scope that has the person."""
    said = Said.read(row.said.reveal())
    with override("zh-hans"):
        new_form = _label(codes.NewForm, said.new_form or person.new_form)
        return {
            "name": person.name,
            "sex": _label(codes.Sex, person.sex) if person.sex != codes.Sex.UNKNOWN else "",
            "born": f"{person.born:%Y年%m月}" if person.born else "",
            "ethnicity": str(ETHNICITIES.get(person.ethnicity, "")),
            "education": _label(codes.Education, person.education),
            "political": _label(codes.PoliticalStatus, person.political),
            "native": person.native_place,
            "document": masked_documents([person]).get(person.pk, ""),
            "phone": masked_phones([person]).get(person.pk, ""),
            "employer": said.employer,
            "title": said.title,
            "new_form": "，".join(part for part in (new_form, said.platform) if part),
            "home": row.union.name,
            "text": list(TEXT) if row.signed else [],
            "signed": _signed_online(row),
            "drawn": row.drawn.reveal() if row.drawn else "",
        }


def _signed_online(row: Application) -> str:
    """When it was signed with a proven telephone; a roll or a paper was signed by hand, and lies scanned."""
    if row.signed is None or row.way in (row.Way.ROLL, row.Way.PAPER):
        return ""
    return f"{row.signed.astimezone(SHANGHAI):%Y年%m月%d日 %H:%M}"


def _label(table: type[codes.Sex | codes.NewForm | codes.Education | codes.PoliticalStatus], code: str) -> str:
    return str(table(code).label) if code in table.values else ""
