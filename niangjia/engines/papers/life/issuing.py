"""Verbs that make a paper count: sign, seal, revoke; and entering one that was issued on paper before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.books.sealing import enter_seal_use
from niangjia.engines.papers.kinds.kind import known
from niangjia.engines.papers.permissions import CHECK, SEAL, SIGN, WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.rights import refuse_gone, require_own, who_acts
from niangjia.engines.papers.seals import NoSeal, provider
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.reading import path
from niangjia.engines.rules import value
from niangjia.foundation.access.actor import Kind, Refused
from niangjia.foundation.clock import now, today

from .delivering import file_if_complete
from .drafting import fit_reason, made
from .freezing import freeze, require_seen
from .models import Paper, Sealing, State
from .numbering import numbered
from .steps import step

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import Model

    from niangjia.engines.journal import Subject
    from niangjia.engines.people.models import Person, Union
    from niangjia.foundation.access.actor import Actor

FROZEN = ["content", "digest", "number", "dated", "holds_until", "state", "signed", "signed_by"]


@transaction.atomic
def sign_paper(actor: Actor, paper: Paper, *, dated: date | None = None, seen: str | None = None) -> None:
    """Sign: the paper gets its date and number, and says from now on what it says now (签发).

    `seen` is the mark of the words that were read (`mark_of`); None where a program signs what it has just made.
    Raises Refused, also for who holds no post that signs this kind, and NotPossible, also for a date to come, and
    where the words are others by now, or the union is no more.
    """
    with step(actor, paper, paper.known_kind.signs or SIGN, State.SIGNED) as held:
        signs_for(actor, held)
        refuse_gone(held.union)
        require_seen(held, seen)
        _signed(actor, held, not_to_come(dated or today()))
        held.save(update_fields=FROZEN)
        journal.record(actor, codes.SIGNED, held, union=held.union_id, data={"number": held.number})


def _signed(actor: Actor, held: Paper, day: date) -> None:
    """Give it date and number, and let it say from now on what it says now; the caller saves FROZEN."""
    held.dated, held.holds_until = day, _months_later(day, _months_of(held, day))
    held.number = numbered(held) if held.known_kind.numbered else ""
    held.state, held.signed, held.signed_by_id = State.SIGNED, now(), actor.account_id
    freeze(held, signer=actor.name)


@transaction.atomic
def issue_paper(
    actor: Actor,
    key: str,
    *,
    union: Union,
    data: Mapping[str, Any],
    about: Model | Subject | None = None,
    person: Person | None = None,
) -> Paper:
    """Draft, check and sign in one go, by one row: for what a procedure has decided. Raises as those do."""
    kind = known(key)
    for code in (WRITE, *((CHECK,) if kind.checked else ()), kind.signs or SIGN):
        require_own(actor, code, union)
    refuse_gone(union)
    paper = made(key, union=union, data=data, about=about, person=person, frozen=True)
    signs_for(actor, paper)
    paper.drafted_by_id = actor.account_id
    if kind.checked:
        paper.checked, paper.checked_by_id = now(), actor.account_id
    _signed(actor, paper, today())
    paper.save(force_insert=True)
    journal.record(actor, codes.SIGNED, paper, union=union.pk, data={"number": paper.number})
    return paper


def signs_for(actor: Actor, paper: Paper) -> None:
    """Raises Refused for who holds no post, nor stands in for one, that signs such papers where it is decided."""
    roles, day = paper.known_kind.signers, today()
    if not roles or actor.kind is Kind.PLATFORM:
        return
    deputy = Q(deputies__person=actor.person_id, deputies__started__lte=day, deputies__ends__gte=day)
    held = Post.objects.living(day).filter(union=who_acts(paper.union), role__in=roles)
    if not held.filter(Q(person=actor.person_id) | deputy).exists():
        named = "、".join(str(Role(role).label) for role in roles)
        raise Refused(_("This paper is signed by: %(roles)s.") % {"roles": named})


@transaction.atomic
def seal_paper(actor: Actor, paper: Paper, *, way: Sealing = Sealing.INK, copies: int = 0) -> None:
    """Say that the paper was stamped by hand, or let the electronic seal be set; either way the book gets a line.

    One whose stamped copy lies here already is filed, if nothing else is left. Raises Refused, NotPossible, also
    without a provider of electronic seals, or when it refuses.
    """
    with step(actor, paper, SEAL, State.SEALED) as held:
        if way == Sealing.ELECTRONIC:
            _seal_electronically(held)
        held.state, held.sealing, held.sealed, held.sealed_by_id = State.SEALED, way, now(), actor.account_id
        held.save(update_fields=["state", "sealing", "seal_provider", "seal_proof", "sealed", "sealed_by"])
        enter_seal_use(actor, held.union, today(), paper=held, title=held.caption, copies=copies or held.copies)
        code, data = (codes.SEALED, {}) if way == Sealing.INK else (codes.SEALED_BY, {"by": held.seal_provider})
        journal.record(actor, code, held, union=held.union_id, data=data)
        file_if_complete(actor, held)


def _seal_electronically(held: Paper) -> None:
    try:
        found = provider()
        held.seal_provider, held.seal_proof = found.key, found.seal(held.union.code, held.number, held.digest)
    except NoSeal as error:
        raise NotPossible(str(error)) from None


@transaction.atomic
def revoke_paper(actor: Actor, paper: Paper, reason: str) -> None:
    """Take an issued paper back; it keeps its number, and its check page says so from now on.

    Raises Refused, NotPossible.
    """
    with step(actor, paper, SIGN, None) as held:
        if not held.issued:
            raise NotPossible(_("This paper was not signed; throw the draft away."))
        held.revoked, held.revoked_by_id, held.revoke_reason = now(), actor.account_id, fit_reason(reason)
        held.save(update_fields=["revoked", "revoked_by", "revoke_reason"])
        journal.record(actor, codes.REVOKED, held, union=held.union_id)


@transaction.atomic
def enter_paper_later(
    actor: Actor,
    key: str,
    *,
    union: Union,
    number: str,
    dated: date,
    data: Mapping[str, Any],
    about: Model | Subject | None = None,
    person: Person | None = None,
) -> Paper:
    """Enter a paper that was signed and stamped on paper before (补录): its number is that which it bears.

    The scan comes as any other: by its code after a cover sheet, or filed by hand. Raises Refused, BadData,
    NotPossible for a number that the union has already, or a date to come.
    """
    require_own(actor, WRITE, union)
    paper = made(key, union=union, data=data, about=about, person=person, frozen=True)
    paper.number, paper.dated, paper.entered_later = number.strip(), not_to_come(dated), True
    paper.holds_until = _months_later(paper.dated, _months_of(paper, paper.dated))
    paper.drafted_by_id, paper.signed = actor.account_id, now()
    paper.state = State.SEALED if paper.known_kind.sealed else State.SIGNED
    paper.sealing = Sealing.INK if paper.known_kind.sealed else ""
    freeze(paper, signer="")
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("This union has a paper of that number already."), "number") from None
    journal.record(actor, codes.ENTERED, paper, union=union.pk, data={"number": paper.number})
    return paper


def not_to_come(day: date) -> date:
    """The day. Raises NotPossible for one to come."""
    if day > today():
        raise NotPossible(_("That day is still to come."), "dated")
    return day


def _months_of(held: Paper, day: date) -> int | None:
    """How many months it holds: those of the kind, or of the figure that it names, for that union and day."""
    months = held.known_kind.months
    return (
        value(months, on=day, unions=[one.pk for one in reversed(path(held.union))]).count
        if isinstance(months, str)
        else months
    )


def _months_later(day: date, months: int | None) -> date | None:
    """The last day on which it holds: the day before the same day of that month, or that month's last."""
    if months is None:
        return None
    from datetime import timedelta

    total = day.year * 12 + day.month - 1 + months
    first = day.replace(year=total // 12, month=total % 12 + 1, day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day)) - timedelta(days=1)
