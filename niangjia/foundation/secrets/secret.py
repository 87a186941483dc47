"""A secret in the hands of the code: it shows nothing, goes nowhere by itself, and is opened on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from .errors import OwnerUnknown

if TYPE_CHECKING:
    from .places import Place
    from .vault import Vault

MASK = "•••"


class Secret:
    """Either sealed in the database (opened when revealed) or fresh from a form, not yet sealed."""

    __slots__ = ("_content", "_place", "_vault")

    def __init__(self, content: str | bytes, *, place: Place | None = None, vault: Vault | None = None) -> None:
        """`content` is a plaintext (str), or a ciphertext (bytes) that `vault` opens at `place`."""
        if isinstance(content, bytes) and (place is None or vault is None):
            raise TypeError("a sealed secret needs its place and vault")
        self._content = content
        self._place = place
        self._vault = vault

    def reveal(self) -> str:
        """The plaintext. Whoever calls this has asked the journal first. Raises SecretError."""
        if isinstance(self._content, str):
            return self._content
        assert self._vault is not None and self._place is not None  # noqa: S101 - see __init__
        return self._vault.open(self._place, self._content)

    # Templates do not call what alters data: a page shows a secret only if its view has opened it.
    reveal.alters_data = True  # type: ignore[attr-defined]

    def at(self, place: Place, vault: Vault) -> Secret:
        """The same secret, belonging to `place`. Raises SecretError if it can't be opened where it was."""
        return self if self._place == place else Secret(self.reveal(), place=place, vault=vault)

    def ciphertext(self) -> bytes:
        """The secret sealed for its place. Raises OwnerUnknown if it has none yet."""
        if isinstance(self._content, bytes):
            return self._content
        if self._place is None or self._vault is None:
            raise OwnerUnknown("set a secret on a row whose owner is known before it is stored")
        return self._vault.seal(self._place, self._content)

    def __str__(self) -> str:
        return MASK

    def __repr__(self) -> str:
        return f"<Secret {MASK}>"

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Secret:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is not pickled")
