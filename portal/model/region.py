"""A region and its ground: municipalities, places, postcodes, and the terms it set."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from portal.model.columns import Texts, json_list, json_map, stable_key


class Terms(BaseModel):
    """Days and limits that a region decides on. Freshness: design of the region, no norm exists."""

    places_fresh_days: int = 7
    places_ageing_days: int = 14
    wait_fresh_days: int = 35
    wait_ageing_days: int = 60
    page_size: int = 20
    long_wait_weeks: int = 8  # from then on a wait is long, and who is sooner is shown beside it
    # Of a provider's own stop: how long at most, how far ahead it may begin, and when its end is announced.
    longest_stop_days: int = 91
    stop_ahead_days: int = 91
    stop_reminder_days: int = 14
    # No source sets these three: they are ours.
    report_answer_days: int = 14  # within which "Klopt dit niet?" is answered
    report_kept_days: int = 365  # how long a report is kept after it was answered; open it stays
    seen_kept_days: int = 400  # how long is kept how often a provider was seen: a year, and the weeks to compare it
    # How long somebody stays signed in without doing anything, and at most: who can change something, and families.
    staff_idle_minutes: int = 60
    staff_session_hours: int = 12
    family_idle_days: int = 7
    family_session_days: int = 90
    # Our proposal, no source sets it: how long nobody answers a reminder, after what was said faded, before who manages
    # the provider is told; and how long after that before who contracts for the region is.
    remind_managers_after_days: int = 7
    remind_region_after_days: int = 7
    profile_answer_days: int = 10  # working days in which the region answers a profile that was sent in: ours, no norm
    # How long a family's list is kept, and in how many of the last days its page says that it goes: ours, no norm.
    shortlist_days: int = 90
    shortlist_warning_days: int = 14
    # A referral. Within how many working days a provider answers, the toegang decides on a request, and a question
    # about fit is answered: ours, no source sets them. Matching for living: source 001, 4.2.2 punt 5, "3 maanden".
    screening_days: int = 5
    request_days: int = 10
    fit_question_days: int = 3
    matching_days: int = 91
    # How long a referral is kept after it closed, and a row of the monitor extract after it was read: ours.
    referral_kept_days: int = 365
    extract_kept_days: int = 730
    # After how long without anything a referral is closed by itself; of help that began longer, for its end need not be
    # recorded here. And how long a question about fit is kept: it names nobody, and is of no use after an answer. Ours.
    untouched_days: int = 365
    started_untouched_days: int = 730
    question_kept_days: int = 90
    # Measured waiting: over how many days, and of how few starts nothing is said. Ours; 5 as design of the region.
    measured_over_days: int = 182
    measured_least: int = 5


class Region(SQLModel, table=True):
    """Jeugdhulpregio: municipalities that contract together."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)
    names: Texts = json_map()
    hosts: list[str] = json_list()  # host names that serve this region
    is_default: bool = False  # answers any other host name
    terms: dict[str, int] = json_map()
    crisis: dict[str, object] = json_map()  # the region's crisis route: steps per language, with source
    contacts: list[dict[str, Any]] = json_list()  # national ones, in the order of region.toml; see its Contact
    look: dict[str, str] = json_map()  # custom property → value, for static/region.css
    texts: dict[str, Texts] = json_map()  # named pieces of text
    source: str = ""
    files_digest: str = ""  # of the region files as last loaded


class Municipality(SQLModel, table=True):
    """Gemeente, with its CBS code of four digits."""

    __table_args__ = (UniqueConstraint("region_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    region_id: int = Field(foreign_key="region.id", index=True)
    code: str = Field(max_length=4)
    key: str = stable_key()
    name: str
    toegang: dict[str, str] = json_map()  # name, phone, hours, url of the toegang; what is absent is unknown
    source: str = ""


class Place(SQLModel, table=True):
    """A town or village → its municipality; `basis` says whether a source states it or we infer it."""

    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    name: str
    basis: str = "inferred"
    lat: float | None = None  # centre: the mean of its postcode centres
    lng: float | None = None
    source: str = ""


class PostalArea(SQLModel, table=True):
    """PC4: the four digits of a postcode, with centre (WGS84). Data: GeoNames, CC BY 4.0."""

    pc4: str = Field(primary_key=True, max_length=4)
    place: str
    lat: float
    lng: float
    municipality_id: int | None = Field(default=None, foreign_key="municipality.id", index=True)
