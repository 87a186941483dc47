"""Accounts: who may sign in. Whom an account belongs to is known further up (people)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.foundation.clock import now

from .devices.models import Device
from .outside.models import OutsideIdentity
from .phones.models import AccountPhone, PhoneCode

__all__ = [
    "Account",
    "AccountManager",
    "AccountPhone",
    "Device",
    "Numbering",
    "OutsideIdentity",
    "PhoneCode",
    "Token",
]


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of that sign-in name, in whatever case it was typed."""
        return self.get(username__iexact=(username or "").strip())


class Account(AbstractBaseUser):
    """One sign-in. The three administrators are apart: nobody holds two of these offices."""

    class Administers(models.TextChoices):
        NOTHING = "", _("no office")
        SYSTEM = "system", _("system administrator")
        SECURITY = "security", _("security administrator")
        AUDIT = "audit", _("audit administrator")

    username = models.CharField(
        _("sign-in name"),
        max_length=64,
        unique=True,
        validators=[RegexValidator(r"^[\w.@+-]+$", _("Use letters, digits and . @ + - _ only."))],
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=64)
    administers = models.CharField(_("office"), max_length=16, choices=Administers, blank=True, default="")
    is_active = models.BooleanField(_("may sign in"), default=True)
    # Somebody else knows the password that it has: it is changed before anything else is done.
    first_password = models.BooleanField(_("still has the first password"), default=False, db_default=False)
    is_demo = models.BooleanField(_("made for the demo"), default=False)
    # Raised when somebody signs out everywhere: sessions of before are of no use then.
    epoch = models.PositiveIntegerField(default=0, db_default=0)
    created = models.DateTimeField(_("made on"), default=now, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            # Two accounts that differ in case only would be one person's typing slip away from each other.
            models.UniqueConstraint(Lower("username"), name="account_username_any_case"),
        ]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """As Django's, and different after every `epoch`; the same as before as long as nobody raised that."""
        salt, value = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash", self.password
        return salted_hmac(salt, f"{value}{self.epoch or ''}", secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Token(models.Model):
    """A bearer token of the API. Only its digest is kept; the token itself is shown once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    digest = models.BinaryField(max_length=32, unique=True)
    created = models.DateTimeField(default=now, editable=False)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return f"token {self.pk}"


class Numbering(models.Model):
    """Which numbering of the places holds: one row, or none as long as nobody numbered anything (numbering.py)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("numbering of places")
        verbose_name_plural = _("numberings of places")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="numbering_is_one")]

    def __str__(self) -> str:
        return f"numbering {self.number}"
