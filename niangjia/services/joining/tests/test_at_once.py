"""The same person at two unions at once, on a real database with real commits: one request, one membership."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from niangjia.engines.people.claiming.tests.samples import number
from niangjia.engines.people.models import Membership, Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import acting
from niangjia.services.joining.acts.applying import apply_for_membership
from niangjia.services.joining.acts.entering import join_by_phone
from niangjia.services.joining.said import Said

from .conftest import all_of_it, applications

if TYPE_CHECKING:
    from collections.abc import Callable

    from niangjia.engines.people.models import Union
    from tests.harness.people import Cast

SAID = Said(name="马小跑", kind="resident_id", number=number(841), phone="+8613800138041", employer="飞快速递")


def _at_once(unions: list[Union], act: Callable[[Union], object]) -> list[str]:
    start, said = threading.Barrier(len(unions)), []

    def run(union: Union) -> None:
        start.wait()
        try:
            act(union)
            said.append("")
        except NotPossible as error:
            said.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[union]) for union in unions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


@pytest.mark.usefixtures("committed")
def test_at_two_unions_at_once_there_is_one_request(cast: Cast) -> None:
    unions = [cast.union("mine"), cast.union("school"), cast.union("county")]
    said = _at_once(unions, lambda union: join_by_phone(SAID.phone, "10.0.0.1", union, SAID, way="self"))
    assert len(said) == 3
    assert said.count("") == 1, said
    with transaction.atomic(), all_of_it():
        assert Person.objects.filter(name="马小跑").count() == 1
    assert len(applications()) == 1
    _ = cast["worker"]
    worker, actor = cast.person("worker"), cast.actor("worker")

    def ask(union: Union) -> None:
        with acting(actor):
            apply_for_membership(actor, worker, union, Said(name="李大山", employer="x"))

    said = _at_once(unions, ask)
    assert said.count("") == 1, said
    with transaction.atomic(), all_of_it():
        assert len(applications(person=worker, ended=None)) == 1
        assert not Membership.objects.filter(person=worker).exists()
