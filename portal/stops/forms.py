"""Stops as they are sent. Names of fields are Dutch, as all that visitors can see."""

from datetime import timedelta
from enum import StrEnum

from pydantic import BaseModel, Field, field_validator

from portal.stops.grounds import OF_PROVIDER, OF_REGION, Ground
from portal.web.about_people import problem_in
from portal.web.day_field import Day
from portal.web.language import N_

LONGEST = 500  # characters of an explanation
A_YEAR = timedelta(days=365)  # what is longer ago is not when a stop of today began to be needed
NOT_A_PERSON = N_("Leave out birth dates and citizen service numbers (BSN): write nothing about one child.")
NOT_ONE_OF_THESE = N_("Choose one of the possibilities.")


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
