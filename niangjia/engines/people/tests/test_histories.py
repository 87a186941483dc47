"""Histories are read by people: no stored code, id of a union or day in figures stands in their sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db.models import TextChoices
from django.utils import translation

from niangjia.engines.journal.codes import all_codes
from niangjia.engines.journal.timeline import steps
from niangjia.engines.people import models
from niangjia.engines.people.codes import Education
from niangjia.engines.people.persons.correcting import correct_person
from niangjia.engines.people.persons.tests.samples import office, resident_id
from niangjia.engines.people.posts import journal_codes as post_codes
from niangjia.engines.people.saying import day_said, fields_of, label_of, name_of
from niangjia.foundation.identity import DocumentKind

if TYPE_CHECKING:
    from niangjia.engines.journal.codes import Code
    from tests.harness.people import Cast

PLACE = re.compile(r"%\((\w+)\)s")
# What is said as it stands: figures, numbers of records, and what people wrote or what is named in all languages.
AS_IT_STANDS = {
    *("count", "unions", "persons", "wrong", "rows", "seal", "year", "value"),
    *("new", "changed", "incomplete", "rejected"),
    *("number", "archive", "pages", "word", "version"),
    *("lost", "kept", "other"),
    *("reason", "above", "before", "into", "gone", "part", "upper"),
}
# Formatted before they are stored, or the name of a union or an employer: of acts on unions only.
OF_UNIONS = {"day", "origin", "employer"}
INNER = {
    "id",
    "name_key",
    "merged_into",
    "place",
    "place_end",
    "depth",
    "account",
    "home",
    "person",
    "union",
    "parent",
}
CODES = [code for code in all_codes() if not code.code.startswith("test.")]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_what_is_stored_as_a_code_is_said_in_words(code: Code) -> None:
    stored = set(PLACE.findall(str(code.sentence))) - set(code.words) - AS_IT_STANDS
    if code.code.startswith("people.union."):
        stored -= OF_UNIONS
    if code.code.startswith("people.keys."):
        stored -= {"key"}
    assert not stored, f"{code.code}: give register_code words= for {sorted(stored)}"


def test_every_choice_has_a_word() -> None:
    tables: list[type[TextChoices]] = [models.Membership.Origin, models.Employment.Kind, Education, DocumentKind]
    for table in tables:
        for value in table.values:
            assert label_of(table)(value) == str(table(value).label)


@pytest.mark.parametrize("model", ["people.person", "people.union", "people.employer", "people.membership"])
def test_every_field_has_a_word_in_chinese(model: str) -> None:
    with translation.override("zh-hans"):
        said = fields_of(model)
        for one in apps.get_model(model)._meta.fields:
            if one.editable and one.name not in INNER:
                assert not re.search("[A-Za-z]{4,}", said(one.name)), one.name


def test_days_and_names_are_said(cast: Cast) -> None:
    _ = cast["clerk"]
    with translation.override("zh-hans"):
        assert day_said("2026-03-01") == "2026年3月1日"
        assert day_said(None) == "无固定期限"
        assert name_of("people.union")(cast.union("mine").pk) == str(cast.union("mine"))
        assert name_of("people.union")(10**9) == str(10**9)


def test_a_history_reads_as_one_language(cast: Cast) -> None:
    with office(cast) as desk, translation.override("zh-hans"):
        person = desk.register("张秀英", resident_id())
        desk.enrol(person)
        correct_person(desk.actor, person, skill="3", native_place="浙江温州")
        text = " ".join(str(step.title) for step in steps(person))
    assert "技能等级" in text
    assert not re.search("[A-Za-z]{3,}", text), text


def test_an_entry_of_other_times_is_still_read() -> None:
    code = next(code for code in CODES if code.code == post_codes.ENDED)
    assert "工会主席" in code.said({"role": "工会主席", "ends": "2026年3月1日"})
