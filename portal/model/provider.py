"""Providers and where they are."""

from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, Relationship, SQLModel

from portal.model.columns import Texts, json_list, json_map, one_of, stable_key


class Visibility(StrEnum):
    """How finely a location may be shown, from finest to coarsest."""

    ADDRESS = "address"
    PLACE = "place"
    REGION = "region"


class Provider(SQLModel, table=True):
    """Jeugdhulpaanbieder. Where a text is empty, nothing was stated."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    slug: str = stable_key(unique=True)
    name: str = Field(max_length=200)
    other_names: list[str] = json_list()
    kvk: str | None = Field(default=None, unique=True, max_length=8)  # 8 digits, text: leading zeros count
    agb: str | None = Field(default=None, unique=True, max_length=8)
    about: Texts = json_map()  # what they do
    approach: Texts = json_map()  # how they work
    identity: Texts = json_map()  # faith or culture, only if stated
    sectors: list[str] = json_list()
    languages: list[str] = json_list()  # ISO 639-1 codes
    quality: list[str] = json_list()  # words of QualityAspect
    roles: list[str] = json_list()  # what the source says of its part in the region
    phone: str = ""
    email: str = ""
    website: str = ""
    is_example: bool = Field(default=False, index=True)
    checked_on: str = ""  # ISO date: the provider last said that this is true
    source: str = ""
    version: int = 1

    locations: list["Location"] = Relationship(back_populates="provider")


class FormerSlug(SQLModel, table=True):
    """A slug that was; its address answers 301 to the present one."""

    slug: str = stable_key(primary_key=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)


class Location(SQLModel, table=True):
    """Locatie. `municipality` is the CBS code, which may lie outside the region."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)
    name: str = ""
    street: str = ""  # with house number
    postcode: str = Field(default="", max_length=7)
    place: str = ""
    municipality: str = ""
    phone: str = ""
    visibility: Visibility = one_of(Visibility, Visibility.PLACE)
    version: int = 1

    provider: Provider = Relationship(back_populates="locations")


class ProviderFunction(SQLModel, table=True):
    """How many people work at a provider in a function or tariff group. Numbers, never names."""

    __table_args__ = (Index("ix_providerfunction_who", "provider_id", "tariff_group"),)

    id: int | None = Field(default=None, primary_key=True)
    provider_id: int = Field(foreign_key="provider.id")
    tariff_group: str
    function: str = ""  # key; empty = the group as a whole
    people: int | None = None  # None = works here, number not stated
