"""What somebody says on applying, as it is sealed; and the text that is signed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from niangjia.engines.people.persons.values import DocumentData, Fields, PersonData
from niangjia.foundation.identity import Document, DocumentKind, examine, guess_kind

# 入会申请书 as forms of unions have it, from general knowledge; compare with the form in use in the place.
TEXT = (
    "我自愿加入中华全国总工会，承认并遵守《中国工会章程》，执行工会决议，积极参加工会组织的活动，按时缴纳会费，"
    "维护职工队伍的团结和统一。",
    "以上所填情况属实。",
)
DIGEST = hashlib.sha256("\n".join(TEXT).encode()).hexdigest()


@dataclass(frozen=True, repr=False, kw_only=True)
class Said:
    """`kind` is that of the document; `phone` in E.164; `new_form` and `sex` codes of people.codes; `born` ISO.

    Sex and birthday are said where no document tells them. `entered`: this request has entered the person.
    """

    name: str
    kind: str = ""
    number: str = ""
    phone: str = ""
    employer: str = ""
    title: str = ""
    new_form: str = ""
    platform: str = ""
    sex: str = ""
    born: str = ""
    entered: bool = False

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Said:
        return cls(**json.loads(text))

    @property
    def document(self) -> DocumentData | None:
        return DocumentData(kind=DocumentKind(self.kind), number=self.number) if self.number else None

    def untold(self) -> Fields:
        """What was said because no document tells it."""
        fields = Fields()
        if self.sex:
            fields["sex"] = self.sex
        if self.born:
            fields["born"] = date.fromisoformat(self.born)
        return fields

    def person(self) -> PersonData:
        """As the register takes it."""
        fields = self.untold()
        if self.new_form:
            fields["new_form"] = self.new_form
        if self.platform:
            fields["platform"] = self.platform
        return PersonData(
            name=self.name,
            documents=(self.document,) if self.document else (),
            phones=(self.phone,) if self.phone else (),
            fields=fields,
        )


def document_in(text: str) -> Document | str:
    """The document that a number as typed is of; else why it can't be one."""
    found = examine(guess_kind(text) or DocumentKind.RESIDENT_ID, text)
    return found if isinstance(found, Document) else str(found.label)
