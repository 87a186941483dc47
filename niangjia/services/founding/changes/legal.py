"""The legal-person certificate is changed, replaced after loss, or cancelled; the register follows."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.later.undoing import Undoing, revoking_papers
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people import refusals
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.actions import correct_union, rename_union
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.founding.apart import refuse_both_sides
from niangjia.services.founding.replacing import replace_papers
from niangjia.services.founding.setting_up.certifying import in_force
from niangjia.services.founding.setting_up.models import LegalPerson
from niangjia.services.founding.terms.delaying import told
from niangjia.services.founding.terms.issuing import answer

from .asking import LONGEST, ask, change_of, end, packed, refuse_change, said_in
from .journal_codes import DONE, UNDONE
from .kinds import Kind
from .papers import FORM

if TYPE_CHECKING:
    from niangjia.engines.matters.later.models import Correction
    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    from .models import Change

PAPERS = revoking_papers()


class What(TextChoices):
    CHANGE = "change", gettext_lazy("change what stands on it")
    REPLACE = "replace", gettext_lazy("replace a lost or damaged one")
    CANCEL = "cancel", gettext_lazy("cancel it")


ZH = {What.CHANGE: "变更登记", What.REPLACE: "补换领", What.CANCEL: "注销登记"}
ACTS = {What.CHANGE: LegalPerson.Act.CHANGE, What.REPLACE: LegalPerson.Act.REPLACE}


@dataclass(frozen=True, repr=False)
class Asked:
    """What is to stand on it ("" stays), why; and what the registering union enters."""

    what: str
    reason: str
    name: str = ""
    address: str = ""
    postcode: str = ""
    head: str = ""
    affiliation: str = ""
    number: str = ""
    issued: str = ""
    expires: str = ""


CHANGED = ("name", "address", "postcode", "head", "affiliation")


def fit(union: Union, asked: Asked) -> None:
    """Raises NotPossible, with the field, for what can't be asked for."""
    if not union.certificate:
        raise NotPossible(_("This union has no certificate in the register: apply for the first one."), "what")
    if not asked.reason.strip() or len(asked.reason) > LONGEST:
        raise NotPossible(_("Say why, in at most %(count)s signs.") % {"count": LONGEST}, "reason")
    if asked.what == What.CHANGE and not any(getattr(asked, name).strip() for name in CHANGED):
        raise NotPossible(_("Fill in what is to change."), "name")
    if asked.what == What.CHANGE and asked.name.strip() == union.name:
        raise NotPossible(_("It is called so already."), "name")


@transaction.atomic
def ask_legal(actor: Actor, union: Union, asked: Asked) -> Matter:
    """Prepare the request. Raises Refused, NotPossible."""
    fit(union, asked)
    return ask(actor, Kind.LEGAL, union, asked, day=None)


def request_legal(actor: Actor, matter: Matter) -> None:
    """The form as a paper of the union. Raises Refused, NotPossible."""
    row = change_of(matter)
    asked = said_in(row, Asked)
    fit(row.union, asked)
    title = f"工会法人资格{ZH[What(asked.what)]}{'申请' if asked.what == What.REPLACE else ''}表"
    replace_papers(matter, (FORM.key,))
    issue_about(actor, matter, FORM.key, form_data(row.union, title, asked.reason, asked))


def form_data(union: Union, title: str, reason: str, asked: Asked | None = None) -> dict[str, Any]:
    """The form in its fields: what stands now, and what is to stand."""
    chair = Post.objects.living(today()).filter(union=union, role=Role.CHAIR).with_holders().first()
    now = {
        "工会名称": union.name, "统一社会信用代码": union.uscc or "", "法人资格证书号": union.certificate,
        "有效期至": str(union.certificate_expires or ""), "住所": union.address, "联系电话": union.phone,
        "法定代表人": chair.holder if chair else "", "隶属工会": union.parent.name if union.parent else "",
    }  # fmt: skip
    facts = [[label, text or "　"] for label, text in now.items()]
    labels = {"name": "变更后名称", "address": "变更后住所", "postcode": "邮政编码", "head": "变更后法定代表人"}
    labels["affiliation"] = "变更后隶属工会"
    if asked is not None:
        facts += [[label, getattr(asked, name)] for name, label in labels.items() if getattr(asked, name)]
    return {"title": title, "facts": facts, "reason": reason}


def enter_number(row: Change, number: str, issued: date, expires: date) -> None:
    """What the registering union writes on the new certificate."""
    asked = said_in(row, Asked)
    row.said = packed(replace(asked, number=number, issued=issued.isoformat(), expires=expires.isoformat()))
    row.save(update_fields=["said"])


@transaction.atomic
def grant_legal(actor: Actor, matter: Matter) -> None:
    """The register follows; the answer is on file. Raises Refused, NotPossible."""
    refuse_both_sides(actor, matter)
    row = change_of(matter)
    asked = said_in(row, Asked)
    fit(row.union, asked)
    before = _stands(row.union)
    try:
        _write(row.union, asked)
    except refusals.NotPossible as error:
        raise NotPossible(str(error)) from None
    before["made"] = _certificate(row, asked, matter, before["row"])
    what = ZH[What(asked.what)]
    lines = [f"准予你会法人资格{what}。"]
    if asked.number:
        lines.append(f"工会法人资格证书号：{asked.number}，有效期至{asked.expires}。")
    answer(actor, matter, f"关于{row.union.name}法人资格{what}的批复", lines, asked=FORM.key)
    end(row, before=json.dumps(before))
    journal.record(actor, DONE, matter, union=matter.union_id, data={"what": row.kind})


def _stands(union: Union) -> dict[str, Any]:
    living = in_force(union)
    return {
        "name": union.name,
        "address": union.address,
        "certificate": union.certificate,
        "certificate_expires": union.certificate_expires.isoformat() if union.certificate_expires else None,
        "row": living.pk if living else None,
    }


def _write(union: Union, asked: Asked) -> None:
    """By the platform: that it was decided has been asked. A new affiliation is moved in the register itself."""
    if asked.name.strip():
        union = rename_union(PLATFORM, union, name=asked.name.strip())
    values: dict[str, Any] = {"certificate": asked.number, "certificate_expires": asked.expires or None}
    if asked.address.strip():
        values["address"] = asked.address.strip()
    correct_union(PLATFORM, union, values)


def _certificate(row: Change, asked: Asked, matter: Matter, living: int | None) -> int | None:
    """The row of the old one ends, that of the new one begins."""
    day = date.fromisoformat(asked.issued) if asked.issued else today()
    LegalPerson.objects.filter(union=row.union, ended=None).update(ended=day)
    if asked.what == What.CANCEL:
        return None
    made = LegalPerson.objects.create(
        union=row.union, act=ACTS[What(asked.what)], number=asked.number, issued=day,
        expires=date.fromisoformat(asked.expires), term=row.union.term, matter=matter,
        replaced_id=living,
    )  # fmt: skip
    return made.pk


def refuse_legal(actor: Actor, matter: Matter, reason: str = "") -> None:
    """Raises Refused, NotPossible."""
    what = ZH[What(said_in(change_of(matter), Asked).what)]
    refuse_change(actor, matter, f"办理法人资格{what}", reason=reason, asked=FORM.key)


def _effects(matter: Matter, correction: Correction) -> list[str]:
    named = PAPERS.effects(matter, correction)
    row = change_of(matter)
    if not row.before:
        return named
    _refuse_moved(row, json.loads(row.before.reveal()))
    return [_("Name, address and certificate are what they were."), *named]


def _refuse_moved(row: Change, before: dict[str, Any]) -> None:
    """Raises NotPossible unless everything is as this change left it; a number alone often stays the same."""
    asked, union = said_in(row, Asked), row.union
    there = in_force(union)
    left = (asked.name.strip() or before["name"], asked.address.strip() or before["address"], asked.number)
    now = (union.name, union.address, union.certificate)
    if now != left or (there.pk if there else None) != before["made"]:
        raise NotPossible(_("The certificate was changed since: correct it in the register."))


@transaction.atomic
def _undo(actor: Actor, matter: Matter, correction: Correction) -> None:
    PAPERS.undo(actor, matter, correction)
    row = change_of(matter)
    if not row.before:
        return
    before = json.loads(row.before.reveal())
    _refuse_moved(row, before)
    name, living, made = before.pop("name"), before.pop("row"), before.pop("made")
    try:
        union = row.union if row.union.name == name else rename_union(PLATFORM, row.union, name=name)
        correct_union(PLATFORM, union, before)
    except refusals.NotPossible as error:
        raise NotPossible(str(error)) from None
    LegalPerson.objects.filter(pk=made).update(ended=today())
    LegalPerson.objects.filter(pk=living).update(ended=None)
    row.before = None
    row.save(update_fields=["before"])
    journal.record(actor, UNDONE, matter, union=matter.union_id, data={"what": row.kind})


UNDOING = Undoing(
    effects=_effects,
    undo=_undo,
    redo={"decide/refuse": lambda actor, matter, correction: refuse_legal(actor, matter, told(correction))},
)
