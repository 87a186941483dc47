"""Electronic seals: what a provider must do, and the one for trials.

A seal is never drawn here. What makes an electronic seal valid is with its provider (电子印章管理办法,
国办发〔2025〕33号); this house hands over what is to be sealed and keeps the proof. Without a provider papers are
printed, stamped and scanned back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.foundation.clock import now
from niangjia.foundation.secrets.house import vault

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class NoSeal(Exception):
    """No electronic seal can be set; the message is a sentence for people."""


class SealProvider(Protocol):
    """Sets electronic seals. `words` stands on the paper where the seal would be; `key` is kept with the paper."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str | _StrPromise: ...
    @property
    def words(self) -> str | _StrPromise: ...

    def seal(self, union_code: str, number: str, digest: str) -> str:
        """Seal the digest (SHA-256 in hex) of a paper in the name of the union; the proof as text. Raises NoSeal."""

    def fits(self, union_code: str, number: str, digest: str, proof: str) -> bool:
        """Whether the proof is that of this paper and nobody altered it."""


class TestSeal:
    """For trials: proves that this house set it, and says on the paper that it is no seal."""

    key = "test"
    title = gettext_lazy("Seal for trials")
    words = gettext_lazy("Electronic seal for trials only: without legal force")

    def seal(self, union_code: str, number: str, digest: str) -> str:
        if settings.HOUSE.production:
            raise NoSeal(_("The seal for trials is not for a real house."))
        told = {"union": union_code, "number": number, "digest": digest, "at": now().isoformat(timespec="seconds")}
        return json.dumps({**told, "mark": _mark(told)})

    def fits(self, union_code: str, number: str, digest: str, proof: str) -> bool:
        told = json.loads(proof)
        mark = told.pop("mark")
        same = (told["union"], told["number"], told["digest"]) == (union_code, number, digest)
        return same and mark in _marks(told)


def _text(told: dict[str, str]) -> str:
    return json.dumps(told, sort_keys=True)


def _mark(told: dict[str, str]) -> str:
    return vault().digests("papers.test_seal", _text(told))[0][1].hex()


def _marks(told: dict[str, str]) -> set[str]:
    return {digest.hex() for _key, digest in vault().digests("papers.test_seal", _text(told))}


_providers: dict[str, SealProvider] = {}


def register_provider(found: SealProvider) -> None:
    """Make a provider known, from an app of the place."""
    _providers[found.key] = found


def provider() -> SealProvider:
    """The provider that this house uses (NIANGJIA_SEAL; the one for trials where it is not in earnest).

    Raises NoSeal where there is none.
    """
    wanted = settings.HOUSE.seal or ("" if settings.HOUSE.production else TestSeal.key)
    if wanted not in _providers:
        raise NoSeal(_("No electronic seal is set up here. Print the paper, stamp it, and scan it back."))
    return _providers[wanted]


def provider_named(key: str) -> SealProvider | None:
    return _providers.get(key)


def offered() -> bool:
    """Whether an electronic seal can be set here."""
    try:
        provider()
    except NoSeal:
        return False
    return True


register_provider(TestSeal())
