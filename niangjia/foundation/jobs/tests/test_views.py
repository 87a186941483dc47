from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import Job, State
from niangjia.foundation.jobs.sample import start_trial

from .kinds import PHONE, run

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("system_admin")


@pytest.fixture
def job(cast: Cast) -> Job:
    return start_trial(actor_of(cast["system_admin"]), 4)


def at(name: str, job: Job) -> str:
    return reverse(f"jobs:{name}", kwargs={"job_id": job.pk})


def html(client: Client, url: str, **headers: str) -> str:
    response = client.get(url, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_a_started_trial_leads_to_its_progress(client: Client) -> None:
    response = client.post(reverse("jobs:start_trial"), {"chunks": 5})
    assert response.headers["Location"] == at("progress", Job.objects.get())


@pytest.mark.parametrize("chunks", ["0", "10001", "many", ""])
def test_a_trial_of_a_wrong_size_is_not_started(chunks: str, client: Client) -> None:
    response = client.post(reverse("jobs:start_trial"), {"chunks": chunks}, follow=True)
    assert "notice-bad" in response.content.decode()
    assert not Job.objects.exists()


def test_a_job_that_goes_on_asks_again_and_can_be_cancelled(client: Client, job: Job) -> None:
    run(job, seconds=0)
    page = html(client, at("progress", job))
    assert 'max="4" value="1"' in page
    assert f'hx-get="{at("progress", job)}"' in page
    assert at("cancel", job) in page


def test_for_htmx_it_is_the_fragment_alone_and_done_it_asks_no_more(client: Client, job: Job) -> None:
    run(job)
    fragment = html(client, at("progress", job), **HTMX)
    assert "<html" not in fragment
    assert "hx-get" not in fragment
    assert at("cancel", job) not in fragment


def test_cancelling_and_going_on(client: Client, job: Job) -> None:
    assert client.post(at("cancel", job)).headers["Location"] == at("progress", job)
    assert at("retry", job) in html(client, at("progress", job))
    client.post(at("retry", job))
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_what_comes_too_late_is_told(client: Client, job: Job) -> None:
    run(job)
    response = client.post(at("cancel", job), follow=True)
    assert "notice-wait" in response.content.decode()


def test_a_failure_is_shown_by_its_sentence(client: Client, cast: Cast) -> None:
    job = run(start_job(actor_of(cast["system_admin"]), "test.refuse", {}))
    page = html(client, at("progress", job))
    assert "call … or write to …" in page
    assert PHONE not in page


def test_a_pause_says_until_when(client: Client, cast: Cast) -> None:
    job = run(start_job(actor_of(cast["system_admin"]), "test.fail", {}))
    page = html(client, at("progress", job))
    assert "LookupError" in page
    assert "再试" in page


def test_mine_are_mine_alone(client: Client, cast: Cast, job: Job) -> None:
    assert at("progress", job) in html(client, reverse("jobs:mine"))
    assert at("progress", job) not in html(cast.client("clerk"), reverse("jobs:mine"))


def test_the_link_counts_what_goes_on_and_is_silent_when_nothing_changed(client: Client, job: Job) -> None:
    url = reverse("jobs:badge")
    assert f'hx-get="{url}?seen=1"' in html(client, url)
    assert client.get(url, {"seen": 1}).status_code == 204
    assert client.get(url, {"seen": 0}).status_code == 200


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get(reverse("jobs:progress", kwargs={"job_id": uuid4()})).status_code == 404


def test_included_without_a_token_it_offers_no_buttons(job: Job) -> None:
    template = Template('{% include "jobs/fragments/progress.html" with job=job only %}')
    rendered = template.render(Context({"job": job}))
    assert "<progress" in rendered
    assert "<form" not in rendered


def test_a_page_of_many_jobs_costs_no_query_per_job(client: Client, cast: Cast, job: Job) -> None:
    counts = []
    for _page in range(2):
        with CaptureQueriesContext(connection) as queries:
            html(client, reverse("jobs:mine"))
        counts.append(len(queries))
        start_trial(actor_of(cast["system_admin"]), 1)
    assert counts[0] == counts[1]
