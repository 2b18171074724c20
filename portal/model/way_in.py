"""What a mail can bring somebody: an invitation to work here, or a link that lets them in once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from portal.model.account import Role
from portal.model.columns import one_of


class Invitation(SQLModel, table=True):
    """A membership that somebody may accept, from a mail to their address. Of its token only the print is here."""

    __table_args__ = (Index("ix_invitation_email", "email_print", "expires"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)
    email_sealed: str
    email_print: str = Field(max_length=64)
    language: str = Field(default="nl", max_length=2)
    role: Role = one_of(Role)
    region_id: int = Field(foreign_key="region.id", index=True)
    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    practice_id: int | None = Field(default=None, foreign_key="practice.id", index=True)
    municipality: str = Field(default="", max_length=4)  # CBS code
    token_print: str = Field(unique=True, max_length=64)
    by_region: bool = False  # or by who manages the provider
    invited_by: int = Field(foreign_key="account.id", index=True)
    made_at: datetime
    expires: datetime
    accepted_at: datetime | None = None
    withdrawn_at: datetime | None = None
    mail_refused_at: datetime | None = None  # the mail came to nobody
    version: int = 1


class LinkPurpose(StrEnum):
    """What a link does. It does nothing else."""

    RESET = "reset"
    SIGN_IN = "sign_in"
    CONFIRM = "confirm"  # that what stands of an offer is still right, or what it is now
    STOP_REMINDERS = "stop_reminders"


class OneTimeLink(SQLModel, table=True):
    """What a link in a mail opens, once. Without an account: whoever asked has none, and what the link is for says
    whether they get one."""

    id: int | None = Field(default=None, primary_key=True)
    token_print: str = Field(unique=True, max_length=64)
    purpose: LinkPurpose = one_of(LinkPurpose)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    email_sealed: str = ""  # of who has no account
    offer_id: int | None = Field(default=None, foreign_key="offer.id", index=True)
    bundle: str = Field(default="", max_length=24)  # links of one mail
    language: str = Field(default="nl", max_length=2)
    expires: datetime = Field(index=True)
    used_at: datetime | None = None
