"""Who somebody is to another service, and what they had typed when they were away too long."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class ExternalIdentity(SQLModel, table=True):
    """Under which name a service that knows people vouches for an account. Of the name only the print is here."""

    __table_args__ = (UniqueConstraint("service", "subject_print"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)  # random, for addresses
    account_id: int = Field(foreign_key="account.id", index=True)
    service: str = Field(max_length=40)  # its key in the settings
    subject_print: str = Field(max_length=64)  # of issuer and subject
    linked_at: datetime
    last_used: datetime | None = None


class KeptForm(SQLModel, table=True):
    """What was typed in a form that came after the session had ended, for whoever signs in again as the same."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)  # random, for addresses; opens nothing without the account
    account_id: int = Field(foreign_key="account.id", index=True)
    sealed: str  # where it was sent to, and its fields
    until: datetime = Field(index=True)
