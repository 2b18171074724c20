"""Keys with which a provider's own systems say what stands in them, without anybody signing in."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from portal.model.columns import json_list, json_map


class Scope(StrEnum):
    """What a key is for."""

    READ_OFFERS = "read_offers"
    SAY_AVAILABILITY = "say_availability"


class AccessKey(SQLModel, table=True):
    """Of one provider. Of its secret there is only the print; revoked, never deleted."""

    __table_args__ = (Index("ix_accesskey_provider", "provider_id", "made_at"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)  # random; stands in the key itself, and opens nothing
    provider_id: int = Field(foreign_key="provider.id")
    name: str = Field(max_length=60)
    secret_print: str = Field(max_length=64)
    scopes: list[str] = json_list()
    made_by: int = Field(foreign_key="account.id", index=True)
    made_at: datetime
    last_used: date | None = None  # to the day
    revoked_at: datetime | None = None
    version: int = 1


class AnsweredOnce(SQLModel, table=True):
    """What was answered to a request that a system may send again when it did not hear the answer."""

    print: str = Field(primary_key=True, max_length=64)  # of the access key and what the sender called the request
    body_print: str = Field(max_length=64)
    answer: dict[str, Any] = json_map()
    until: datetime = Field(index=True)
