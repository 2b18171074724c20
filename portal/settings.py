"""Everything the operator can set, read once from the environment. A bad value stops the start."""

import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, unquote, urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from portal.secrecy import SHORTEST_KEY, Secrecy, key_in


class WrongSettings(Exception):
    """One clear line about what cannot be used."""


LOOPBACK = ("127.0.0.1", "localhost", "::1")
# 64 is the most (RFC 5321); 49 of them say which mail it was (portal/mail/return_address.py).
LONGEST_MAILBOX = 15
MAILBOX = re.compile(rf"[A-Za-z0-9._-]{{1,{LONGEST_MAILBOX}}}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    encryption: str  # a key of MAIL_PORTS
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


class Settings(BaseSettings):
    """Each field is the environment variable PORTAL_<FIELD>; HOST and PORT go without the prefix."""

    model_config = SettingsConfigDict(env_prefix="PORTAL_", frozen=True, extra="ignore")

    database_url: str = ""  # empty: a SQLite file in the data folder
    data_dir: Path = Path("var")
    meilisearch_url: str = ""  # empty: a Meilisearch of our own where the binary is at hand
    meilisearch_key: str = ""
    meilisearch_binary: Path | None = None  # empty: var/bin/meilisearch
    meilisearch_prefix: str = Field(default="hulpkeuze", pattern=r"^[a-z0-9_-]{1,40}$")
    search_timeout: float = Field(default=1.0, gt=0, le=10)  # seconds
    secret_key: str = ""  # for signing; empty: made at each start, so signed things end with it
    # The first seals mail addresses and second factors, the others still open what they sealed; empty: one in the data
    # folder, for development only
    encryption_keys: Annotated[tuple[str, ...], NoDecode] = ()
    mail_url: str = Field(default="", repr=False)  # smtps://user:password@host; empty: files in the data folder
    mail_user: str = Field(default="", repr=False)
    mail_password: str = Field(default="", repr=False, validate_default=True)
    oidc: str = ""  # a TOML file with the services that vouch for people; empty: none
    mail_from: str = Field(default="", validate_default=True)  # Name <address>
    mail_bounces: str = ""  # the mailbox that `portal mail returned` is fed from; empty: what comes back is not read
    base_url: str = ""  # https://… as visitors type it; empty: http://HOST:PORT
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1",)
    workers: int = Field(default=0, ge=0, le=64)  # 0: one per core
    log_level: str = Field(default="info", pattern=r"^(debug|info|warning|error)$")
    security_contact: str = "mailto:security@hulpkeuze.example"
    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    port: int = Field(default=8000, ge=0, le=65535, validation_alias="PORT")

    @field_validator("database_url")
    @classmethod
    def known_database(cls, url: str) -> str:
        drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
        scheme, separator, rest = url.partition("://")
        if url and (not separator or scheme not in (*drivers, *drivers.values())):
            raise ValueError("expected sqlite:///FILE or postgresql://USER@HOST/NAME")
        return f"{drivers.get(scheme, scheme)}://{rest}" if url else ""

    @field_validator("encryption_keys")
    @classmethod
    def long_enough(cls, keys: tuple[str, ...]) -> tuple[str, ...]:
        if any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(f"expected keys of at least {SHORTEST_KEY} characters, comma between")
        return keys

    @field_validator("mail_url")
    @classmethod
    def known_mail_server(cls, url: str) -> str:
        if url:
            _server_named(url)
        return url

    @field_validator("mail_password")
    @classmethod
    def fits_mail_server(cls, password: str, held: ValidationInfo) -> str:
        if url := held.data.get("mail_url"):
            _mail_server(url, held.data.get("mail_user", ""), password)
        return password

    @field_validator("mail_from")
    @classmethod
    def one_address(cls, sender: str, held: ValidationInfo) -> str:
        if not sender and not held.data.get("mail_url"):
            return sender
        try:
            validate_email(sender, check_deliverability=False, allow_smtputf8=False, allow_display_name=True)
        except EmailNotValidError:
            raise ValueError("expected an address, or Name <address>, where PORTAL_MAIL_URL is set") from None
        return sender

    @field_validator("mail_bounces")
    @classmethod
    def mailbox_with_room(cls, mailbox: str) -> str:
        """Behind its name comes which mail it was."""
        if mailbox and not MAILBOX.fullmatch(mailbox):
            raise ValueError(f"expected one plain address, of at most {LONGEST_MAILBOX} characters before the @")
        return mailbox

    @field_validator("trusted_proxies", "encryption_keys", mode="before")
    @classmethod
    def listed(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir.absolute() / 'hulpkeuze.db'}"

    @property
    def public_url(self) -> str:
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def is_local(self) -> bool:
        """Whether visitors reach it on this machine only: for development and tests."""
        return urlsplit(self.public_url).hostname in LOOPBACK

    @property
    def mail_server(self) -> MailServer | None:
        return _mail_server(self.mail_url, self.mail_user, self.mail_password) if self.mail_url else None

    def secrecy(self) -> Secrecy:
        """Raises WrongSettings where visitors come from elsewhere and no key was set."""
        if self.encryption_keys:
            return Secrecy(self.encryption_keys)
        if not self.is_local:
            raise WrongSettings("PORTAL_ENCRYPTION_KEYS is needed where PORTAL_BASE_URL is not this machine")
        return Secrecy([key_in(self.data_dir)])

    @property
    def signing_key(self) -> str:
        return self.secret_key or _made_at_start


def _server_named(url: str) -> SplitResult:
    """Raises ValueError, without what may be secret in it."""
    try:
        parts = urlsplit(url)
        usable = parts.hostname and parts.scheme in MAIL_PORTS and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("expected smtp://, smtp+starttls:// or smtps://, then USER:PASSWORD@HOST:PORT") from None
    return parts


def _mail_server(url: str, user: str, password: str) -> MailServer:
    parts = _server_named(url)
    user, password = user or unquote(parts.username or ""), password or unquote(parts.password or "")
    host = parts.hostname or ""
    if bool(user) != bool(password):
        raise ValueError("expected a user with a password, or neither")
    if password and parts.scheme == "smtp" and host not in LOOPBACK:
        raise ValueError("a password goes to another machine with smtp+starttls:// or smtps:// only")
    return MailServer(parts.scheme, host, parts.port or MAIL_PORTS[parts.scheme], user, password)


_made_at_start = secrets.token_urlsafe(32)


def from_environment() -> Settings:
    """Raises WrongSettings with the variable's name and what is expected, never its value."""
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors()[0]
        name = str(first["loc"][0])
        variable = name if name.isupper() else f"PORTAL_{name.upper()}"
        raise WrongSettings(f"{variable} cannot be used: {first['msg']}") from None
