"""Keeping, finding and dropping drafts. Nobody but their author ever gets at them: they are not journalled either."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now

from .models import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.models import Account

MOST_LETTERS = 60_000  # of one draft
MOST_DRAFTS = 50  # of one account; the oldest give way
FORM = re.compile(r"[a-z][a-z0-9_.]*(/[0-9a-f-]+)?")
# Never kept, whatever a form calls them: what proves who one is, and what belongs to the sending itself.
NEVER = re.compile(r"csrf|passw|token|secret|^(code|otp)$", re.IGNORECASE)
Fields = dict[str, list[str]]


class DraftTooLong(Exception):
    """More than a draft may hold; the form itself can still be sent."""


@dataclass(frozen=True)
class Kept:
    """A form's draft of one account: where it is kept, and what is in it, if anything.

    `form` names the form and, after a slash, what it is about: "joining.application", "concerns.reply/42".
    """

    form: str
    fields: Fields
    saved: datetime | None = None

    @property
    def url(self) -> str:
        """Where the page sends what is typed."""
        return reverse("drafts:keep", args=[self.form])

    def initial(self, form_class: type[Any] | None = None) -> dict[str, Any]:
        """What a Django form takes as `initial`: a text, or a list where several were chosen.

        With `form_class` a field of several choices gets a list even if one was chosen.
        """
        several = _of_several(form_class) if form_class else set()
        return {
            name: texts if len(texts) > 1 or name in several else texts[0]
            for name, texts in self.fields.items()
            if texts
        }


def _of_several(form_class: type[Any]) -> set[str]:
    return {
        name
        for name, field in form_class.base_fields.items()
        if getattr(field.widget, "allow_multiple_selected", False)
    }


def draft_of(actor: Actor, form: str) -> Kept:
    """What the actor has typed into that form before. Raises ValueError for a name that no form has."""
    _checked(form)
    row = Draft.objects.filter(account=actor.account_id, form=form).first() if actor.account_id else None
    return Kept(form, json.loads(row.fields.reveal()), row.saved) if row else Kept(form, {})


@transaction.atomic
def keep_draft(actor: Actor, form: str, typed: Mapping[str, list[str]]) -> Kept:
    """Keep what was typed, in place of what was kept before; an empty form drops it.

    Raises Refused for who isn't signed in, DraftTooLong, ValueError for a name that no form has.
    """
    _checked(form)
    if not actor.account_id:
        raise Refused(_("Sign in to keep a draft."))
    fields = {name: texts for name, texts in typed.items() if not NEVER.search(name) and any(texts)}
    if not fields:
        drop_draft(actor, form)
        return Kept(form, {})
    text = json.dumps(fields, ensure_ascii=False)
    if len(text) > MOST_LETTERS:
        raise DraftTooLong
    moment = now()
    Draft.objects.update_or_create(account_id=actor.account_id, form=form, defaults={"fields": text, "saved": moment})
    _give_way(actor.account_id)
    return Kept(form, fields, moment)


def drop_draft(actor: Actor, form: str) -> None:
    """Forget the draft: the form was sent, or its author starts anew."""
    Draft.objects.filter(account=actor.account_id, form=form).delete()


def drop_drafts_before(prefix: str, moment: datetime) -> int:
    """Forget drafts of the forms whose names begin so that nobody touched since: they end sooner than others. How
    many.
    """
    return Draft.objects.filter(form__startswith=prefix, saved__lt=moment).delete()[0]


def drop_all_drafts(actor: Actor, account: Account) -> None:
    """Forget everything that the account's owner ever typed: the account is being closed."""
    Draft.objects.filter(account=account).delete()


def _checked(form: str) -> None:
    if len(form) > 80 or not FORM.fullmatch(form):
        raise ValueError(f"{form!r} is no form's name")


def _give_way(account_id: int) -> None:
    newest = Draft.objects.filter(account=account_id).order_by("-saved", "-pk").values("pk")[:MOST_DRAFTS]
    Draft.objects.filter(account=account_id).exclude(pk__in=newest).delete()
