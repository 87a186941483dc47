from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.models import Account
from niangjia.foundation.access.permissions import SEE_SYSTEM, TRY_JOB
from niangjia.foundation.access.registry import all_permissions
from niangjia.foundation.jobs.forms import TrialForm
from niangjia.foundation.readings import Health, Reading, readings
from niangjia.foundation.web.pieces import Item, State, Tone

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.registry import Permission
    from niangjia.foundation.access.request import Request


@needs(SEE_SYSTEM)
@require_safe
def system(request: Request) -> HttpResponse:
    """How the platform is running, what each office may do, and a trial job."""
    context = {
        "readings": [_reading(reading) for reading in readings()],
        "permissions": [_permission(permission) for permission in all_permissions()],
        "trial_form": TrialForm() if request.actor.may(TRY_JOB) else None,
    }
    return render(request, "desk/system.html", context)


def _reading(reading: Reading) -> Item:
    states = {Health.WARN: State(_("look at this"), Tone.WAIT), Health.BAD: State(_("wrong"), Tone.BAD)}
    return Item(reading.title, text=reading.hint, side=reading.value, state=states.get(reading.health))


def _permission(permission: Permission) -> Item:
    offices = dict(Account.Administers.choices)
    holders = [str(offices[office]) for office in sorted(permission.administrators)]
    return Item(permission.sentence, side="、".join(holders))
