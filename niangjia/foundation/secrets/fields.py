"""A model's field for a secret: a ciphertext in the database, a `Secret` in the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from .errors import OwnerUnknown
from .house import vault
from .places import Place
from .secret import Secret

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    Binary = models.BinaryField
else:

    class Binary(models.BinaryField):
        """Django's field, with the brackets that its stubs ask for."""

        def __class_getitem__(cls, _: object) -> type:
            return cls


Taken = TypeVar("Taken")
Given = TypeVar("Given")


class SecretAttribute(DeferredAttribute):
    """Gives a `Secret`; takes a plaintext (str), a `Secret`, a ciphertext (bytes) or None."""

    field: SecretField[Any, Any]

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        return self.field.secret(instance, super().__get__(instance, cls))

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = _kept(value)


class SecretField(Binary[Taken, Given]):
    """Sealed for this table, this column and the owner of the row, which is the attribute named `owner`.

    The owner must be known when the row is saved: name a foreign key's id, or a key that is made before the insert.
    Renaming the table or column, or giving a row to another owner, means sealing anew.
    """

    descriptor_class = SecretAttribute
    empty_strings_allowed = False
    _pyi_private_set_type: str | bytes | Secret | None
    _pyi_private_get_type: Secret  # type: ignore[assignment]

    def __init__(self, *args: Any, owner: str = "pk", **options: Any) -> None:
        self.owner = owner
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "owner": self.owner}

    def place(self, instance: models.Model) -> Place:
        """Where the secret of that row belongs. Raises OwnerUnknown."""
        owner = getattr(instance, self.owner)
        if owner is None:
            raise OwnerUnknown(f"{self}: {self.owner} must be known before a secret is sealed")
        return self._at(owner)

    def _at(self, owner: object) -> Place:
        return Place(self.model._meta.db_table, cast("str", self.column), str(owner))

    def secret(self, instance: models.Model, stored: object) -> Secret | None:
        """What the attribute gives for what the instance holds."""
        if isinstance(stored, Secret):
            return stored if getattr(instance, self.owner) is None else stored.at(self.place(instance), vault())
        return None if stored is None else Secret(cast("bytes", stored), place=self.place(instance), vault=vault())

    def sealed(self, owner: object, stored: bytes) -> Secret:
        """What a row of that owner holds, where the row itself is not made: lists read hundreds."""
        return Secret(bytes(stored), place=self._at(owner), vault=vault())

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        """Seal what is fresh; make sure that what is sealed opens here, so that a moved row fails now, not later."""
        stored = model_instance.__dict__.get(self.attname)
        if stored is None:
            return None
        place = self.place(model_instance)
        if isinstance(stored, Secret):
            stored = model_instance.__dict__[self.attname] = stored.at(place, vault()).ciphertext()
        else:
            vault().open_bytes(place, stored)
        return cast("bytes", stored)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Ciphertexts alone reach the database. Raises TypeError for plaintext, NotASecret for other bytes."""
        if value is None:
            return None
        sealed = value.ciphertext() if isinstance(value, Secret) else value
        if not isinstance(sealed, bytes):
            raise TypeError(f"{self}: only a sealed secret is stored; set it on the row, or use Vault.seal_all")
        vault().needs_reencryption(sealed)  # refuses what is no ciphertext
        return super().get_db_prep_value(sealed, connection, prepared)

    def value_from_object(self, obj: models.Model) -> Any:
        """The ciphertext (or an unsealed `Secret`): for serializers and forms, which must not open it."""
        return obj.__dict__.get(self.attname)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: the same secret has a new ciphertext every time. It is found by its digests."""
        if lookup_name != "isnull":
            raise FieldError(f"{self}: secrets are not compared in the database; look for their digests")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> None:
        return None


def _kept(value: object) -> object:
    """What the instance holds for what was assigned: never a bare plaintext."""
    if isinstance(value, str):
        return Secret(value)
    if isinstance(value, memoryview | bytearray):
        return bytes(value)
    if value is None or isinstance(value, bytes | Secret):
        return value
    # A query's default, deferred value or expression must not slip by unnoticed.
    raise TypeError(f"a secret is text, not {value.__class__.__name__}")
