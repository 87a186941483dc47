"""What the environment says about this instance, read once and checked, with plain messages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import Field, IPvAnyNetwork, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from niangjia.foundation import keys

CHECKOUT = Path(__file__).resolve().parents[2]
# The job worker's own connections beside one per job: one that listens, two of its queue's pool, one that seals.
WORKER_EXTRA_CONNECTIONS = 4


class SettingsError(Exception):
    """The environment asks for something that can't be; the message names each variable and what to do."""


class House(BaseSettings):
    """Every setting that an operator can give, as `NIANGJIA_<NAME>` (the two database addresses without prefix)."""

    model_config = SettingsConfigDict(env_prefix="NIANGJIA_", extra="ignore")

    mode: Literal["demo", "production"] = "demo"
    debug: bool = False
    home: Path = CHECKOUT / "var" / "house"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    hosts: Annotated[list[str], NoDecode] = ["localhost", "127.0.0.1", "[::1]"]
    https: bool = False
    proxies: Annotated[list[IPvAnyNetwork], NoDecode] = []
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    database_owner_url: str | None = Field(default=None, validation_alias="DATABASE_OWNER_URL")
    web_workers: int = Field(default=2, ge=1, le=64)
    web_threads: int = Field(default=4, ge=1, le=64)
    jobs_at_once: int = Field(default=2, ge=1, le=32)
    stalled_after: int = Field(default=30, ge=2, le=600, description="seconds without a heartbeat")

    address: str = Field(default="", pattern=r"^(https?://[^/\s]+)?$", description="as people type it; for links")
    sms: Literal["page", "http"] = "page"
    sms_url: str = ""
    sms_key: str = ""
    sms_secret: SecretStr = SecretStr("")
    email_host: str = ""
    email_port: int = Field(default=465, ge=1, le=65535)
    email_user: str = ""
    email_password: SecretStr = SecretStr("")
    email_from: str = "niangjia@localhost"
    email_tls: Literal["wrapped", "started", "none"] = "wrapped"
    wechat_url: str = "https://api.weixin.qq.com"
    wechat_app_id: str = ""
    wechat_secret: SecretStr = SecretStr("")
    wechat_templates: dict[str, str] = {}
    seal: str = Field(default="", description="the provider of electronic seals")

    # Of administrators, the city level and whoever acts on money; None: required where it is in earnest.
    second_factor: Literal["required", "offered"] | None = None
    oidc_url: str = Field(default="", description="of the provider; /.well-known/openid-configuration is added")
    oidc_title: str = "单位统一登录"
    oidc_id: str = ""
    oidc_secret: SecretStr = SecretStr("")
    weixin_id: str = ""
    weixin_secret: SecretStr = SecretStr("")
    dingtalk_id: str = ""
    dingtalk_secret: SecretStr = SecretStr("")

    @field_validator("hosts", "proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("home")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("database_url", "database_owner_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        try:
            conninfo_to_dict(value or "")
        except ProgrammingError:  # its message would repeat the password
            raise ValueError("not an address of PostgreSQL (postgresql://user:password@host/name)") from None
        return value or None

    @property
    def embedded(self) -> bool:
        """Whether the house brings its own database server."""
        return self.database_url is None

    @property
    def production(self) -> bool:
        return self.mode == "production"

    @property
    def asks_second_factor(self) -> bool:
        """Whether accounts of power must set up a second factor; whoever has one is always asked for it."""
        return self.production if self.second_factor is None else self.second_factor == "required"

    @property
    def keys(self) -> Path:
        """The folder of keys; files in it are readable by their owner alone."""
        return self.home / "keys"

    @property
    def attachments(self) -> Path:
        return self.home / "attachments"

    @property
    def public_address(self) -> str:
        """What links in messages begin with, without a slash at the end."""
        name = self.hosts[0] if self.hosts else self.host
        return self.address or (f"https://{name}" if self.https else f"http://{name}:{self.port}")

    @property
    def mail_name(self) -> str:
        """The house's name in the ids of its mails."""
        return self.email_from.rpartition("@")[2].strip("> ") or "localhost"

    @property
    def connections_needed(self) -> int:
        """Database connections that a fully busy house holds: every web thread and the job worker."""
        return self.web_workers * self.web_threads + self.jobs_at_once + WORKER_EXTRA_CONNECTIONS

    def refusals(self) -> list[str]:
        """What a real instance may not have, one sentence each; empty outside production."""
        if not self.production:
            return []
        found = {
            "DATABASE_URL: name a PostgreSQL server (17 or newer); the embedded one is for trials": self.embedded,
            "NIANGJIA_DEBUG: must be off, error pages would show data": self.debug,
            "NIANGJIA_HOSTS: name the addresses people use, without *": not self.hosts or "*" in self.hosts,
            "NIANGJIA_HTTPS: set it to 1, behind a proxy that speaks HTTPS": not self.https,
            "DATABASE_OWNER_URL: without DATABASE_URL it does nothing": bool(
                self.database_owner_url and not self.database_url
            ),
        }
        return [*(sentence for sentence, holds in found.items() if holds), *keys.complaints(self.keys)]


def _plain(error: ValidationError) -> str:
    return "\n".join(f"{_variable(str(problem['loc'][0]))}: {problem['msg']}" for problem in error.errors())


def _variable(name: str) -> str:
    return name if name.startswith("DATABASE") else f"NIANGJIA_{name.upper()}"


def lenient_house(**given: Any) -> House:
    """Read the environment, whatever production still lacks.

    Raises SettingsError, with one line per variable, if a value can't be used.
    """
    try:
        return House(**given)
    except ValidationError as error:
        raise SettingsError(_plain(error)) from None


def read_house(**given: Any) -> House:
    """Read the environment. Raises SettingsError as `lenient_house`, and also if production lacks something."""
    house = lenient_house(**given)
    if refusals := house.refusals():
        raise SettingsError("\n".join(refusals))
    return house
