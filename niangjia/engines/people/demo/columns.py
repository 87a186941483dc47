"""Tables and columns as COPY takes them, and how a value is written for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

NULL, YES, NO = r"\N", "t", "f"
# In the order in which they are filled. Keys that are not named are given by the database.
COLUMNS = {
    "people_union": """id parent_id place place_end depth code name short_name level kind state uscc certificate
        certificate_expires nature industry region founded term term_started election_due approval_paper headcount
        phone address""",
    "people_unionversion": "union_id valid_from valid_to parent_id name level kind state reason paper",
    "people_secondarytie": "union_id upper_id shares valid_from valid_to paper",
    "people_employer": "id name uscc nature industry region headcount dispatches",
    "people_coverage": "union_id employer_id valid_from valid_to",
    "people_person": """id home_id state lacks name name_key sex born ethnicity native_place education political
        household household_region is_migrant work_state skill new_form platform died merged_into_id account_id
        created changed""",
    "people_personname": "person_id token",
    "people_identitydocument": "person_id kind number country valid_until is_main",
    "people_sealeddetail": "person_id kind value position",
    "people_personidentifier": "person_id kind key_id digest",
    "people_employment": "person_id employer_id kind title started ended",
    "people_membership": "id person_id union_id state origin origin_note number joined started ended",
    "people_membershipchange": "membership_id state day reason entered",
    "people_relative": "person_id relation name born number known_as_id",
    "people_post": "id union_id person_id role obtained time whole_subtree term started ends paper created",
    "people_deputy": "post_id person_id started ends",
    "people_total": "union_id facet value count",
}
TABLES = {table: tuple(columns.split()) for table, columns in COLUMNS.items()}
Lines = dict[str, list[str]]


def line(*values: object) -> str:
    """A row: None, strings without tabs and backslashes, numbers, dates; booleans by `flag`, bytes by `written`."""
    return "\t".join([NULL if value is None else str(value) for value in values]) + "\n"


def flag(value: bool) -> str:
    return YES if value else NO


def written(value: bytes) -> str:
    """Bytes as COPY reads them."""
    return r"\\x" + value.hex()


def morning(day: date) -> str:
    """A moment in the working hours of that day."""
    return f"{day} 09:00:00+08"
