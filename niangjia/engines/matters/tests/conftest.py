from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.limits.tests import samples as _limited  # noqa: F401 - registers the samples' limits
from niangjia.engines.matters.limits.tests.conftest import fresh_versions
from niangjia.engines.matters.models import Matter, Task, TaskState
from niangjia.engines.people.scope import acting

from . import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.foundation.access.actor import Actor
    from tests.harness.people import Cast


class Office:
    """Opens matters of the samples and finds their tasks, in the scope of whoever acts."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        _ = cast["clerk"]

    @contextmanager
    def by(self, key: str) -> Iterator[Actor]:
        """Somebody of the cast acts, as in a request."""
        actor = self.cast.actor(key)
        with acting(actor):
            yield actor

    def grant(self, *, by: str = "member", units: tuple[str, ...] = ()) -> Matter:
        """The member of the mine applies."""
        ids = [self.cast.union(key).pk for key in units]
        with self.by(by) as actor:
            person = self.cast.person("member")
            return open_matter(
                actor, samples.GRANT.key, union=self.cast.union("mine"), person=person, variables={"units": ids}
            )

    def letter(self) -> Matter:
        """The member writes past the mine's union: the county's gets it."""
        with self.by("member") as actor:
            return open_matter(
                actor, samples.LETTER.key, union=self.cast.union("mine"), person=self.cast.person("member")
            )


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def task_of(matter: Matter, key: str) -> Task:
    """The living task of a step."""
    return Task.objects.get(matter=matter, key=key, state__in=(TaskState.OPEN, TaskState.CLAIMED))


def fresh(matter: Matter) -> Matter:
    return Matter.objects.select_related("union", "version", "bypassed").get(pk=matter.pk)


__all__ = ["Office", "fresh", "fresh_versions", "samples", "task_of"]
