"""The job that makes the file, and the file: sealed, for its person alone, gone after a week."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.people.models import Person
from niangjia.engines.people.persons.own_copy import own_copy_sections
from niangjia.foundation.clock import now
from niangjia.foundation.jobs import CannotGoOn, Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import Job, State
from niangjia.foundation.secrets import Place
from niangjia.foundation.secrets.errors import SecretError
from niangjia.foundation.secrets.house import vault

from .gathering import gathered

if TYPE_CHECKING:
    from uuid import UUID

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.jobs import Ids, Work

KIND = "portal.own_copy"
KEPT = timedelta(days=7)
FOLDER = "own"
OWNER_ONLY = 0o600
TAKEN = journal.register_code(
    "portal.copy.made",
    sentence=gettext_lazy("Made a copy of all that is kept of oneself"),
    look=True,
    purpose=gettext_lazy("one's own data"),
)
SECTIONS = (
    ("record", gettext_lazy("My record")),
    ("documents_and_contacts", gettext_lazy("Documents, telephone, address, card")),
    ("family", gettext_lazy("Family")),
    ("memberships", gettext_lazy("Memberships")),
    ("work_and_posts", gettext_lazy("Work and posts")),
    ("matters", gettext_lazy("My matters")),
    ("corrections", gettext_lazy("Corrections asked for")),
    ("consents", gettext_lazy("Consents")),
    ("messages", gettext_lazy("Messages")),
    ("looks", gettext_lazy("Who looked at my data")),
    ("history", gettext_lazy("What happened to the record")),
)


@transaction.atomic
def start_copy(actor: Actor, person: Person) -> Job:
    """Start making a copy of one's own data; the one that is being made already counts. Raises Http404."""
    if actor.person_id != person.pk:
        raise Http404
    under_way = Job.objects.of(actor).filter(kind=KIND, state__in=(State.WAITING, State.RUNNING)).first()
    if under_way:
        return under_way
    journal.look(actor, TAKEN, person, union=person.home_id)
    return start_job(actor, KIND, {"person": person.pk}, total=1)


def copies_of(actor: Actor) -> list[Job]:
    """The copies of the last week, the newest first, also those that are being made."""
    return list(Job.objects.of(actor).filter(kind=KIND, created__gt=now() - KEPT).order_by("-created"))


def _page(ids: Ids) -> str:
    return reverse("portal:copy")


@job_kind(KIND, title=gettext_lazy("A copy of my data"), leads_to=_page)
def make_copy(work: Work, cursor: Ids | None) -> Step:
    """Gather, pack, seal. The scope is the person's own; whoever is no longer that person gets nothing."""
    number = int(work.ids["person"])
    person = Person.objects.select_related("home").filter(pk=number).first()
    if person is None or work.actor.person_id != number:
        raise CannotGoOn("not_own", _("This account does not belong to that record any more."))
    content = packed(gathered(work.actor, person))
    path = file_of(work.job_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.touch(OWNER_ONLY)
    draft.write_bytes(vault().seal_bytes(_place(work.job_id), content))
    draft.replace(path)
    return Step(None, done=1, total=1)


def packed(found: dict[str, Any]) -> bytes:
    """The zip: one page to read, and the same as JSON for other programs."""
    added = [(section.key, section.title) for section in own_copy_sections()]
    sections = [(title, found[key]) for key, title in (*SECTIONS, *added)]
    page = render_to_string("portal/copy_file.html", {"sections": sections, "made": now()})
    file, name = io.BytesIO(), _("my data")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(f"{name}.html", page)
        zipped.writestr("data.json", json.dumps(found, ensure_ascii=False, indent=2))
    return file.getvalue()


def file_of(job_id: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / f"{job_id}.zip.sealed"


def _place(job_id: UUID) -> Place:
    return Place("portal_copy", "file", str(job_id))


def opened(actor: Actor, job_id: UUID) -> bytes:
    """The zip of one's own copy. Raises Http404 for others', for one that is gone, or whose key is."""
    job = Job.objects.of(actor).filter(pk=job_id, kind=KIND, state=State.DONE).first()
    if job is None or job.ids.get("person") != actor.person_id or job.created < now() - KEPT:
        raise Http404
    try:
        return vault().open_bytes(_place(job.pk), file_of(job.pk).read_bytes())
    except (FileNotFoundError, SecretError):
        raise Http404 from None


@periodic("41 * * * *")
def sweep_copies() -> None:
    """Delete copies after a week, and what a broken-off job left."""
    for path in (Path(settings.MEDIA_ROOT) / FOLDER).glob("*"):
        if path.stat().st_mtime < (now() - KEPT).timestamp():
            path.unlink()
