from __future__ import annotations

import pytest

from niangjia.engines.journal import UnknownCode, keep, record, register_code
from niangjia.engines.journal.codes import kept_months, known, least_kept, said
from niangjia.foundation.access.actor import PLATFORM

from .samples import DID, SAW, SHORT, person


def test_an_unregistered_code_can_not_be_recorded() -> None:
    with pytest.raises(UnknownCode):
        record(PLATFORM, "test.nobody.knows", person(1))


def test_a_look_is_not_recorded_as_an_act() -> None:
    with pytest.raises(UnknownCode):
        record(PLATFORM, SAW, person(1))


def test_the_sentence_takes_what_the_data_have() -> None:
    assert known(DID).said({"count": 3}) == "did it 3 times"


def test_what_the_data_lack_does_not_break_the_sentence() -> None:
    assert known(DID).said(None) == "did it … times"


def test_an_entry_of_a_forgotten_code_is_still_shown() -> None:
    assert said("test.long.gone", {"count": 1}) == "test.long.gone"


def test_a_percent_sign_without_name_is_text() -> None:
    assert register_code("test.percent.given", sentence="gave 100%") and said("test.percent.given", {}) == "gave 100%"


@pytest.mark.parametrize("code", ["done", "Test.done", "test..done", "test.done!", "test." + "x" * 90, "1.a"])
def test_a_code_has_its_form(code: str) -> None:
    with pytest.raises(ValueError, match="write it as"):
        register_code(code, sentence="x")


def test_a_code_means_one_thing() -> None:
    with pytest.raises(ValueError, match="twice"):
        register_code(DID, sentence="something else")


def test_the_longest_name_says_how_long_an_entry_is_kept() -> None:
    keep("test.kept", months=24)
    keep("test.kept.longer", months=60)
    assert [kept_months(f"test.kept{rest}") for rest in (".at.all", ".longer", ".longer.still")] == [24, 60, 60]


def test_what_nobody_says_is_kept_for_ever() -> None:
    assert kept_months(DID) is None


def test_the_law_keeps_everything_for_six_months() -> None:
    with pytest.raises(ValueError, match="the law"):
        keep("test.brief", months=5)
    assert (least_kept(), kept_months(SHORT)) == (6, 6)
