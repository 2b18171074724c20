"""Accounts: who can sign in, with what, and as what. Who may do what: portal/access."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal.model.columns import one_of


class Role(StrEnum):
    """As what somebody is here."""

    FAMILY = "family"
    HUISARTS = "huisarts"
    JEUGDARTS = "jeugdarts"
    SPECIALIST = "specialist"
    GI = "gi"
    TOEGANG = "toegang"
    PROVIDER_EDITOR = "provider_editor"
    PROVIDER_MANAGER = "provider_manager"
    CONTRACT_MANAGER = "contract_manager"
    REGION_EDITOR = "region_editor"
    ADMINISTRATOR = "administrator"


class PracticeKind(StrEnum):
    """Who refers from there."""

    HUISARTS = "huisarts"
    JEUGDARTS = "jeugdarts"
    SPECIALIST = "specialist"
    GI = "gi"


class Account(SQLModel, table=True):
    """Somebody who can sign in. What is sealed or a print is unreadable without the key of the installation."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)  # random; the name under which others and the audit know it
    name: str = Field(max_length=100)
    email_sealed: str
    email_print: str = Field(unique=True, max_length=64)
    language: str = Field(default="nl", max_length=2)  # in which we write to them
    password_hash: str = ""  # empty: signs in without a password
    totp_sealed: str = ""  # empty: no app that makes codes
    totp_last_step: int = 0  # of the code that was last accepted: no code counts twice
    created: datetime
    ended: datetime | None = None
    mail_refused_at: datetime | None = None  # the last mail to them came to nobody
    version: int = 1


class RecoveryCode(SQLModel, table=True):
    """Stands in for the second factor, once."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    print: str = Field(unique=True, max_length=64)
    used_at: datetime | None = None


class Passkey(SQLModel, table=True):
    """A key that stays in somebody's device; we hold its public half."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)  # random, for addresses
    account_id: int = Field(foreign_key="account.id", index=True)
    credential_id: str = Field(unique=True, max_length=1400)  # base64url
    public_key: str
    sign_count: int = Field(default=0, sa_type=BigInteger)
    name: str = Field(max_length=60)
    created: datetime
    last_used: datetime | None = None


class Practice(SQLModel, table=True):
    """Where referrers work. Until the region has admitted it, who works there is a visitor like everyone."""

    __table_args__ = (UniqueConstraint("region_id", "agb"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)
    region_id: int = Field(foreign_key="region.id", index=True)
    kind: PracticeKind = one_of(PracticeKind)
    name: str = Field(max_length=200)
    agb: str | None = Field(default=None, max_length=8)
    admitted_at: datetime | None = None
    version: int = 1


class Membership(SQLModel, table=True):
    """An account in a role, for as long as it lasts: ended, never deleted. Of what it ties to the role says one:
    a provider, a practice, or the toegang of a municipality. An administrator belongs to no region."""

    __table_args__ = (Index("ix_membership_account", "account_id", "until"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)
    account_id: int = Field(foreign_key="account.id")
    role: Role = one_of(Role)
    region_id: int | None = Field(default=None, foreign_key="region.id", index=True)
    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    practice_id: int | None = Field(default=None, foreign_key="practice.id", index=True)
    municipality: str = Field(default="", max_length=4)  # CBS code
    ruled_by: str = Field(default="", max_length=40)  # the service whose word makes and ends it; empty: people do
    since: datetime
    until: datetime | None = None
    version: int = 1


class SignInSession(SQLModel, table=True):
    """One browser that somebody signed in with. Its cookie holds a token, of which only the print is here."""

    __table_args__ = (Index("ix_signinsession_account", "account_id", "ended_at"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)  # for the list from which it can be ended; opens nothing
    token_print: str = Field(unique=True, max_length=64)
    account_id: int = Field(foreign_key="account.id")
    began: datetime
    seen: datetime  # to the minute
    ends: datetime  # at the latest
    second_factor: bool = False
    device: str = Field(default="", max_length=60)
    through: str = Field(default="", max_length=40)  # the service that vouched; empty: our own door
    ended_at: datetime | None = None


class FailedTry(SQLModel, table=True):
    """How often in a row somebody could not be let in: by account or by address, of which only the print is here."""

    print: str = Field(primary_key=True, max_length=64)
    tries: int = 0
    last_at: datetime = Field(index=True)
    not_before: datetime  # until then no further try is looked at


class SpentOnce(SQLModel, table=True):
    """What counts one time only, and has: the challenge of a passkey. Kept until it would be too old anyway."""

    print: str = Field(primary_key=True, max_length=64)
    until: datetime = Field(index=True)
