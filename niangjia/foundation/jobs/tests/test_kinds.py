from __future__ import annotations

import pytest

from niangjia.foundation.jobs.kinds import Step, Work, job_kind, known
from niangjia.foundation.jobs.models import Job, State
from niangjia.foundation.jobs.sample import COUNT, count


def other(work: Work, cursor: object) -> Step:
    return Step(None, done=1)


def test_a_kind_is_found_by_its_code() -> None:
    assert known(COUNT).chunk is count


@pytest.mark.parametrize("code", ["count", "Sample.count", "sample.", "sample count"])
def test_a_code_names_its_area(code: str) -> None:
    with pytest.raises(ValueError, match=r"area\.verb"):
        job_kind(code, title="x")


def test_a_code_means_one_thing() -> None:
    with pytest.raises(ValueError, match="twice"):
        job_kind(COUNT, title="x")(other)


def test_what_came_out_is_offered_when_it_is_done() -> None:
    job_kind("test.export", title="x", leads_to=lambda ids: f"/exports/{ids['export']}/")(other)
    job = Job(kind="test.export", ids={"export": 7})
    assert job.leads_to == ""
    job.state = State.DONE
    assert job.leads_to == "/exports/7/"
