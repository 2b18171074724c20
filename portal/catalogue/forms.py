"""What visitors send from public pages: closed choices only."""

from enum import StrEnum

from pydantic import BaseModel, Field


class MistakeAbout(StrEnum):
    CONTACT = "contact"
    LOCATION = "location"
    OFFER = "offer"
    AVAILABILITY = "availability"
    AGES = "ages"
    STOPPED = "stopped"
    OTHER = "other"


class MistakeForm(BaseModel):
    about: MistakeAbout = Field(alias="over")
    offer: str = Field(alias="aanbod", default="", max_length=80)  # key; empty: not about one of them
