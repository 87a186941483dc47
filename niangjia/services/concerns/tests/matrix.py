from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, Route, only, to_accounts, to_all
from tests.harness.people import CAST, STRANGER

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND, BAD = 302, 422
HANDLE = ("clerk", "chair", "other_clerk", "upper_officer")
READ = ("chair", "upper_officer")
NO_RECORD = ("system_admin", "security_admin", "audit_admin")


def _matter(cast: Cast) -> dict[str, Any]:
    """A concern that the member brought, with its receipt."""
    from niangjia.engines.papers.verbs import papers_about

    from .samples import brought

    matter = brought(cast)
    return {"matter_id": matter.pk, "paper_id": papers_about(matter).get().pk}


def _review(cast: Cast) -> dict[str, Any]:
    return {"matter_id": _matter(cast)["matter_id"]}


def _desk(name: str, **more: Any) -> Route:
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    return Route(name, {**answers, **dict.fromkeys(HANDLE, more.pop("answer", OK)), STRANGER: TO_SIGN_IN}, **more)


def _own(name: str, answer: int, **more: Any) -> Route:
    answers: dict[str, int | str] = dict.fromkeys(CAST, NOT_FOUND)
    return Route(name, {**answers, "member": answer, STRANGER: TO_SIGN_IN}, **more)


def _nameless(cast: Cast) -> dict[str, Any]:
    """One at the county; of the cast only the city's officer sees it, and reads nothing without a post there."""
    from niangjia.services.concerns.models import Anonymous

    from .samples import handed_in

    handed_in(cast)
    return {"key": Anonymous.objects.latest("pk").pk}


def _sealed(cast: Cast) -> dict[str, Any]:
    """The member's, with a sealed name."""
    from .samples import bring

    _ = cast["member"]
    answer = bring(cast.client("member"), sealed="on")
    return {"key": answer["Location"].strip("/").rpartition("/")[2]}


def _sealed_matter(cast: Cast) -> dict[str, Any]:
    from niangjia.services.concerns.models import Concern

    return {"matter_id": Concern.objects.get(pk=_sealed(cast)["key"]).matter_id}


def _sealed_paper(cast: Cast) -> dict[str, Any]:
    from niangjia.engines.papers.models import Paper

    made = _sealed(cast)
    return {**made, "paper_id": Paper.objects.filter(kind="concerns.receipt").latest("pk").pk}


def _at_desk(name: str, arguments: Any = _review) -> Route:
    """A form on the matter's page: who sees that is told what lacks; others find nothing."""
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    more: dict[str, int | str] = {
        "clerk": BAD,
        "chair": BAD,
        "upper_officer": BAD,
        "other_clerk": NOT_FOUND,
        STRANGER: TO_SIGN_IN,
    }
    return Route(name, {**answers, **more}, method="post", arguments=arguments)


def _reads(name: str, answer: int, **more: Any) -> Route:
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    return Route(name, {**answers, **dict.fromkeys(READ, answer), STRANGER: TO_SIGN_IN}, **more)


def _row(model: str, **more: Any) -> Any:
    """Makes a row beside a concern of the mine's member, and answers its key."""

    def make(cast: Cast) -> dict[str, Any]:
        from niangjia.foundation.clock import today
        from niangjia.services.concerns import models

        from .samples import brought

        _ = cast["clerk"]
        given = {"due": today(), **{name: value(cast) for name, value in more.items()}}
        row = getattr(models, model).objects.create(matter=brought(cast), union=cast.union("mine"), **given)
        return {"key": row.pk}

    return make


def _letter(cast: Cast) -> dict[str, Any]:
    from niangjia.foundation.clock import today
    from niangjia.services.concerns.letters.said import Wrote
    from niangjia.services.concerns.models import Letter

    said = Wrote(situation="a", asks="b", basis="c").packed()
    given = {"union": cast.union("mine"), "kind": "hint", "addressee": "甲公司", "said": said, "due": today()}
    return {"key": Letter.objects.create(**given).pk}


def _own_one(name: str, arguments: Any, above: int | str, own: int | str = BAD, **more: Any) -> Route:
    """Posted at a concern of the mine: who handles it there, who looks from above, others not at all."""
    answers: dict[str, int | str] = dict.fromkeys(CAST, FORBIDDEN)
    told = {"clerk": own, "chair": own, "upper_officer": above, "other_clerk": NOT_FOUND, STRANGER: TO_SIGN_IN}
    return Route(name, {**answers, **told}, method="post", arguments=arguments, **more)


def _number(cast: Cast) -> dict[str, Any]:
    return {**_review(cast), "number_id": 0}


def _api(name: str, **more: Any) -> Route:
    return only(name, *HANDLE, bearer=True, **more)


_PART = _row("Part", asks=lambda cast: "x")
_PRESS = _row("Press", text=lambda cast: "x")
_HELD = _row("Held")
ROUTES = [
    to_all("concerns:start"),
    to_all("concerns:anonymous"),
    to_all("concerns:anonymous", method="post"),
    to_all("concerns:receipt"),
    to_all("concerns:receipt", method="post"),
    _reads("concerns:inbox", OK),
    Route(
        "concerns:pass_on",
        {
            **dict.fromkeys(CAST, FORBIDDEN),
            **dict.fromkeys(("clerk", "chair"), BAD),
            "other_clerk": NOT_FOUND,
            STRANGER: TO_SIGN_IN,
        },
        method="post",
        arguments=_review,
    ),
    _desk("concerns:alerts"),
    _desk("concerns:alert_done", method="post", answer=NOT_FOUND, arguments=lambda cast: {"alert_id": 0}),
    _desk("concerns:totals"),
    Route(
        "concerns:nameless",
        {**dict.fromkeys(CAST, FORBIDDEN), "chair": NOT_FOUND, STRANGER: TO_SIGN_IN},
        arguments=_nameless,
    ),
    Route(
        "concerns:nameless",
        {**dict.fromkeys(CAST, FORBIDDEN), "chair": NOT_FOUND, STRANGER: TO_SIGN_IN},
        method="post",
        arguments=_nameless,
    ),
    to_accounts("concerns:changed"),
    Route(
        "concerns:similar",
        {**dict.fromkeys(CAST, OK), **dict.fromkeys(NO_RECORD, NOT_FOUND), STRANGER: TO_SIGN_IN},
        method="post",
        arguments=lambda cast: {"choice": "own"},
    ),
    _desk("concerns:tell"),
    _desk("concerns:tell", method="post", answer=BAD),
    _desk("concerns:untell", method="post", answer=NOT_FOUND, arguments=lambda cast: {"changed_id": 0}),
    _own("concerns:consent", 302, method="post", arguments=_review),
    _at_desk("concerns:name"),
    _at_desk("concerns:aside"),
    _at_desk("concerns:sealed_at_desk", _sealed_matter),
    to_accounts("concerns:own_sealed"),
    _own("concerns:sealed", OK, arguments=_sealed),
    _own("concerns:sealed", FOUND, method="post", arguments=_sealed, data=lambda _cast: {"withdraw": "1"}),
    _own("concerns:sealed_paper", OK, arguments=_sealed_paper),
    to_accounts("concerns:bring", arguments=lambda cast: {"choice": "above"}),
    Route(
        "concerns:bring",
        {**dict.fromkeys(CAST, BAD), **dict.fromkeys(NO_RECORD, OK), STRANGER: TO_SIGN_IN},
        method="post",
        arguments=lambda cast: {"choice": "above"},
    ),
    _own("concerns:paper", OK, arguments=_matter),
    _own("concerns:again", 302, method="post", arguments=_review),
    _own("concerns:since", BAD, method="post", arguments=_review),
    _own("concerns:review", BAD, method="post", arguments=_review),
    _desk("concerns:desk"),
    _reads("concerns:enter_review", OK),
    _reads("concerns:enter_review", BAD, method="post"),
    _desk("concerns:enter"),
    _desk("concerns:enter", method="post", answer=BAD),
    _desk("concerns:letters"),
    _desk("concerns:letter_new", arguments=lambda cast: {"kind": "hint"}),
    _desk("concerns:letter_new", method="post", answer=BAD, arguments=lambda cast: {"kind": "hint"}),
    Route(
        "concerns:letter",
        {
            **dict.fromkeys(CAST, FORBIDDEN),
            **dict.fromkeys(HANDLE, OK),
            "other_clerk": NOT_FOUND,
            STRANGER: TO_SIGN_IN,
        },
        arguments=_letter,
    ),
    _own_one("concerns:letter", _letter, FORBIDDEN),
    _desk("concerns:parts"),
    Route(
        "concerns:part",
        {
            **dict.fromkeys(CAST, FORBIDDEN),
            **dict.fromkeys(("clerk", "chair"), OK),
            **dict.fromkeys(("other_clerk", "upper_officer"), NOT_FOUND),
            STRANGER: TO_SIGN_IN,
        },
        arguments=_PART,
    ),
    _own_one("concerns:part", _PART, NOT_FOUND),
    _own_one("concerns:part_dropped", _PART, FORBIDDEN, FOUND),
    _own_one("concerns:part_asked", _review, BAD),
    _own_one("concerns:pressed", _review, BAD),
    _own_one("concerns:press_answered", _PRESS, BAD),
    _desk("concerns:held"),
    _own_one("concerns:held_noted", _HELD, BAD),
    _own_one("concerns:held_named", _review, BAD),
    _own_one("concerns:number_linked", _review, BAD),
    _own_one("concerns:number_unlinked", _number, NOT_FOUND, NOT_FOUND),
    _own_one("concerns:urgent_sent", _review, BAD),
    _desk("concerns:urgent"),
    _desk("concerns:urgent_wide", answer=NOT_FOUND, arguments=lambda cast: {"alert_id": 0}),
    _desk("concerns:urgent_wide", method="post", answer=NOT_FOUND, arguments=lambda cast: {"alert_id": 0}),
    _api("api:concerns_list"),
    _api("api:concerns_one", answer=NOT_FOUND, arguments=lambda cast: {"matter_id": 1}),
]
