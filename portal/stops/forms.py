"""Stops as they are sent. Names of fields are Dutch, as all that visitors can see."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, field_validator

from portal.stops.grounds import OF_PROVIDER, OF_REGION, Ground
from portal.web.about_people import problem_in
from portal.web.language import N_

LONGEST = 500  # characters of an explanation
A_YEAR = timedelta(days=365)  # what is longer ago is not when a stop of today began to be needed
_DUTCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
NOT_A_PERSON = N_("Leave out birth dates and citizen service numbers (BSN): write nothing about one child.")
NOT_ONE_OF_THESE = N_("Choose one of the possibilities.")


def _as_typed(said: object) -> object:
    """A day as browsers send it, or as people write it where a browser has no calendar."""
    if not isinstance(said, str):
        return said
    if found := _DUTCH.fullmatch(said.strip()):
        day, month, year = (int(part) for part in found.groups())
        return f"{year:04}-{month:02}-{day:02}"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", said.strip()):  # a bare number would be read as seconds
        return "-"
    return said.strip()


Day = Annotated[date, BeforeValidator(_as_typed)]


class Step(StrEnum):
    LOOK = "bekijk"
    SURE = "bevestig"
    CHANGE = "wijzig"


class StopForm(BaseModel):
    """What both kinds of stop have."""

    what: str = Field(alias="waarvoor", max_length=100)
    starts: Day = Field(alias="vanaf")
    ground: Ground = Field(alias="reden")
    step: Step = Field(alias="doe", default=Step.LOOK)


class OwnStopForm(StopForm):
    ends: Day = Field(alias="tot")
    explanation: str = Field(alias="toelichting", default="", max_length=LONGEST)

    @field_validator("ground")
    @classmethod
    def of_provider(cls, ground: Ground) -> Ground:
        return _one_of(ground, OF_PROVIDER)

    @field_validator("explanation")
    @classmethod
    def of_no_child(cls, text: str) -> str:
        return of_nobody(text)


class ImposedStopForm(StopForm):
    ends: Day | None = Field(alias="tot", default=None)
    text_nl: str = Field(alias="tekst", default="", max_length=LONGEST)
    text_en: str = Field(alias="tekst-engels", default="", max_length=LONGEST)

    @field_validator("ground")
    @classmethod
    def of_region(cls, ground: Ground) -> Ground:
        return _one_of(ground, OF_REGION)

    @field_validator("text_nl", "text_en")
    @classmethod
    def of_no_child(cls, text: str) -> str:
        return of_nobody(text)


class EndForm(BaseModel):
    seen: int = Field(alias="versie", ge=1, le=1_000_000_000)


class LengthenForm(EndForm):
    ends: Day = Field(alias="tot")


def of_nobody(text: str) -> str:
    if problem_in(text, recent=A_YEAR):
        raise ValueError(NOT_A_PERSON)
    return text


def _one_of(ground: Ground, these: tuple[Ground, ...]) -> Ground:
    if ground not in these:
        raise ValueError(NOT_ONE_OF_THESE)
    return ground
