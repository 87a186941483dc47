"""Somebody has signed an application on paper: the clerk enters it with its day and its scan."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.sending.sending import send
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments import About
from niangjia.foundation.attachments.keeping import keep_file
from niangjia.foundation.clock import SHANGHAI, today
from niangjia.services.joining.consents import agree_on_roll
from niangjia.services.joining.messages import ENTERED
from niangjia.services.joining.models import Application
from niangjia.services.joining.reading import require_here, with_person

from .applying import apply_for_membership
from .changing import SCANS
from .entering import entered

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.joining.said import Said

    from .changing import Wish


@transaction.atomic
def apply_on_paper(actor: Actor, union: Union, said: Said, paper: Wish) -> Matter:
    """Enter the application that somebody signed by hand; who is a member elsewhere is transferred, as by phone.

    The person is told. Raises Refused, NotPossible, UnderWay, AlreadyRegistered, BadFile.
    """
    require_here(actor, union)
    if paper.day > today():
        raise NotPossible(_("This day is yet to come."), "day")
    person_id, said = entered(actor, union, said)
    with with_person(person_id, union) as person:
        signed = datetime.combine(paper.day, time(), SHANGHAI)
        matter = apply_for_membership(actor, person, union, said, way=Application.Way.PAPER, signed=signed)
        agree_on_roll(actor, person, platform=False)
        keep_file(actor, About.of(matter), paper.scan, paper.name, slot="", limits=SCANS)
        send(PLATFORM, ENTERED, person, union=matter.union, key=f"joining.entered.{matter.pk}")
    return matter
