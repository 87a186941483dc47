"""At the desk: whom a form means, with as little to type as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.models import Membership, Person
from niangjia.foundation.clock import today

from .conftest import all_of_it, applications

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def test_an_own_member_is_named_and_told_from_another_by_the_last_four(cast: Cast) -> None:
    known(cast, "member", 881, phone="")
    clerk, mine = cast.client("clerk"), cast.union("mine")
    url = f"/joining/desk/{mine.pk}/"
    talk = {"day": today().isoformat(), "words": "提醒缴费"}
    for name in ("赵文", "无此人", "李大山"):  # of another union, nobody, no member: told alike
        answer = clerk.post(f"{url}talks/", {**talk, "name": name, "number": ""})
        assert (answer.status_code, "本工会没有叫这个名字" in answer.content.decode()) == (422, True), name
    assert clerk.post(f"{url}talks/", {**talk, "name": " 王 小梅", "number": ""}).status_code == 302
    with all_of_it():
        same = Person.objects.create(home=mine, name="王小梅", name_key="w")
        Membership.objects.create(person=same, union=mine, state="active", origin="application", started=today())
    keep = {"name": "王小梅", "what": "retain", "rest": "jobless", "reason": "合同到期"}
    assert 'id="id_change_number_error"' in clerk.post(f"{url}change/", {**keep, "number": ""}).content.decode()
    assert clerk.post(f"{url}change/", {**keep, "number": "0000"}).status_code == 422
    assert not applications()
    assert clerk.post(f"{url}change/", {**keep, "number": number(881)[-4:].lower()}).status_code == 302
    assert [one.person_id for one in applications()] == [cast.person("member").pk]
    going = {"name": "王小梅", "number": number(881), "union": "没有的工会"}
    assert 'id="id_out_union_error"' in clerk.post(f"{url}out/", going).content.decode()
    school = cast.union("school")
    with all_of_it():
        Membership.objects.filter(person=cast.person("member")).update(union=school)
    assert clerk.post(f"{url}out/", {**going, "number": "", "union": school.name}).status_code == 302
    asked = applications(kind="transfer")
    assert [(one.person_id, one.union_id) for one in asked] == [(same.pk, school.pk)], "the other one by now"
