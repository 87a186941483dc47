"""What is agreed to on applying, and what a platform must have been told by those whom it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from niangjia.engines.people.consents.actions import give_consent
from niangjia.engines.people.consents.purposes import LANGUAGE, Purpose, register_purpose
from niangjia.engines.people.permissions import EDIT
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

DATA = register_purpose(
    Purpose(
        "joining.data",
        _("My data on joining the union"),
        _(
            "The union that I apply to uses my name, document, telephone and work to decide on my request, to keep "
            "the register of members and to give me its services. They go to the unions above it as figures only. "
            "They are kept as long as I am a member, and afterwards as the rules on archives say."
        ),
        without=_("Nobody can be entered into the register without them."),
        on_occasion=True,
    )
)
PLATFORM_DATA = register_purpose(
    Purpose(
        "joining.platform_data",
        _("My data from the platform that I work for"),
        _(
            "The platform that I work for has given my name, telephone and work to the union, so that it can invite "
            "me to join. The union uses them for this invitation alone, and deletes them when I refuse or the list "
            "is closed."
        ),
        separate=True,
        without=_("You can apply by yourself all the same."),
        on_occasion=True,
    )
)


def agree(actor: Actor, person: Person, *, platform: bool) -> None:
    """Keep that who applies has agreed; `platform`: a platform's list names the person, which is agreed to apart."""
    for purpose in asked_of(platform=platform):
        give_consent(actor, person, purpose.key)


def agree_on_roll(actor: Actor, person: Person, *, platform: bool) -> None:
    """The same of who signed a roll that has these texts; by the platform where another union keeps the record."""
    by = actor if actor.may(EDIT, at=person.home.place) else PLATFORM
    for purpose in asked_of(platform=platform):
        give_consent(by, person, purpose.key, on_paper=True)


def asked_of(*, platform: bool) -> tuple[Purpose, ...]:
    return (DATA, PLATFORM_DATA) if platform else (DATA,)


def on_roll(*, platform: bool) -> list[str]:
    """What a roll has of them, in the language of papers."""
    with override(LANGUAGE):
        return [f"{one.title}：{one.text}" for one in asked_of(platform=platform)]
