"""Files of a matter: what the union keeps for itself, who takes what away, and nothing of what was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from niangjia.engines.matters.acts.tasks import send_back_task
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments.keeping import attach
from niangjia.foundation.attachments.models import Attachment
from niangjia.foundation.attachments.tests.samples import pdf

from .conftest import task_of

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from niangjia.engines.matters.models import Matter
    from tests.harness.people import Cast

    from .conftest import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _add(client: Client, matter: Matter, name: str, **more: str) -> int:
    url = reverse("attachments:add", args=["matters.matter", str(matter.pk)])
    return client.post(url, {"file": SimpleUploadedFile(name, pdf(name.encode())), **more}).status_code


def _named(name: str) -> Attachment:
    return next(one for one in Attachment.objects.filter(removed=None) if one.name.reveal() == name)


def _status(client: Client, name: str) -> int:
    return client.get(reverse("attachments:content", args=[_named(name).pk])).status_code


def _remove(client: Client, name: str) -> int:
    return client.post(reverse("attachments:remove", args=[_named(name).pk])).status_code


def test_what_was_judged_stays_and_what_the_union_keeps_is_its_own(cast: Cast, office: Office) -> None:
    matter = office.grant()
    clerk, member = cast.client("clerk"), cast.client("member")
    desk, mine = (reverse(route, args=[matter.pk]) for route in ("matters:matter", "my:matter"))

    # Unless the clerk says otherwise, the applicant does not see what the union attaches.
    assert [_add(clerk, matter, "走访.pdf"), _add(clerk, matter, "告知.pdf", slot="")] == [302, 302]
    assert [_status(member, "走访.pdf"), _status(member, "告知.pdf"), _status(clerk, "走访.pdf")] == [404, 200, 200]
    shown, seen = clerk.get(desk).content.decode(), member.get(mine).content.decode()
    assert ("仅同事可见" in shown, "走访.pdf" in shown, 'name="slot"' in shown) == (True, True, True)
    assert ("走访.pdf" in seen, "告知.pdf" in seen, 'name="slot"' in seen) == (False, True, False)
    assert reverse("attachments:remove", args=[_named("告知.pdf").pk]) not in seen

    # Each takes away one's own, and only until something was decided.
    assert [_add(member, matter, "证明.pdf"), _add(member, matter, "多余.pdf")] == [302, 302]
    assert [_remove(member, "告知.pdf"), _remove(clerk, "证明.pdf"), _remove(member, "走访.pdf")] == [403, 403, 404]
    assert _remove(member, "多余.pdf") == 302
    with everywhere(PLATFORM, "a test"):
        send_back_task(PLATFORM, task_of(matter, "check"), "to_applicant", "请补证明")
    assert [_remove(member, "证明.pdf"), _remove(clerk, "告知.pdf")] == [403, 403]

    # In one's turn one adds; handed in, it is for the union to judge.
    assert [_add(member, matter, "新证明.pdf"), _remove(member, "新证明.pdf")] == [302, 302]
    assert _add(member, matter, "补充.pdf") == 302
    step = reverse("my:complete", args=[matter.pk, task_of(matter, "correct").pk])
    assert member.post(step, {}).status_code == 302
    assert [_add(member, matter, "迟到.pdf"), _remove(member, "补充.pdf")] == [403, 403]
    assert "attachments/matters.matter" not in member.get(mine).content.decode()
    assert {one.name.reveal() for one in Attachment.objects.filter(removed=None)} == {
        "走访.pdf", "告知.pdf", "证明.pdf", "补充.pdf",
    }  # fmt: skip


def test_a_scan_that_names_others_is_for_the_desk(cast: Cast, office: Office) -> None:
    from niangjia.engines.matters.later.entering import Paper, enter_paper
    from niangjia.engines.matters.later.models import PaperEntry
    from niangjia.foundation.clock import today

    matter = office.grant()
    with office.by("clerk") as actor:
        enter_paper(actor, task_of(matter, "check"), "drop", Paper(today(), pdf(), "纪要.pdf"), ticked=[0, 1])
    scan = Attachment.objects.get()
    assert scan.about_id == str(PaperEntry.objects.get().pk)
    assert [_status(cast.client(who), "纪要.pdf") for who in ("clerk", "member")] == [200, 404]


def test_slots_of_services_stay_what_they_are(cast: Cast, office: Office) -> None:
    matter = office.grant()
    with everywhere(PLATFORM, "a test"):
        attach(PLATFORM, matter, pdf(), "收入.pdf", slot="income")
    assert _status(cast.client("member"), "收入.pdf") == 200
