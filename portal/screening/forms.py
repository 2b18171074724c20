"""Answers of a provider as they are sent: closed choices and days. Names of fields are Dutch, as all that visitors
can see."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, Field, field_validator

from portal import clock
from portal.model import Application, Arranged, WeightyReason
from portal.referral.answering import first_day_possible
from portal.referral.grounds import END_REASONS, GROUND_OF, Answer
from portal.referral.starting import LONGEST_PATIENCE, TOO_LONG_AGO
from portal.referral.terms import Term
from portal.web.day_field import Day
from portal.web.language import N_

FARTHEST = timedelta(days=730)
WHEN = N_("Say on which day the help can start.")
TOO_FAR = N_("This is further ahead than can be. Check the year.")
WHICH_REASON = N_("Say which reason.")
NOT_LIVING = N_("This reason is only for living and respite.")
WHAT_ARRANGED = N_("Say what you arranged: a child is not let go.")
BY_FAMILY = N_("Only on behalf of the family. Speak with them first.")
NOT_ONE_OF_THESE = N_("Choose one of the possibilities.")


class Step(StrEnum):
    LOOK = "bekijk"
    SURE = "bevestig"
    CHANGE = "wijzig"


class SeenForm(BaseModel):
    """Which version of it was looked at."""

    seen: int = Field(alias="versie", ge=1, le=1_000_000_000)


class ClockForm(SeenForm):
    day: Day = Field(alias="dag")


class AnswerForm(SeenForm):
    answer: Answer = Field(alias="uitkomst")
    first_date: Day | None = Field(alias="eerste-datum", default=None)
    reason: WeightyReason | None = Field(alias="reden", default=None)
    arranged: list[Arranged] = Field(alias="geregeld", default_factory=list)
    for_family: Literal["1"] | None = Field(alias="opdracht", default=None)
    step: Step = Field(alias="doe", default=Step.LOOK)

    def wrong(self, application: Application, term: Term) -> Mapping[str, str]:
        """What else this answer has to say: field → message id."""
        found: dict[str, str] = {}
        if self.answer is Answer.ACCEPT:
            found["first_date"] = _wrong_first(self.first_date, application)
        if self.answer is Answer.WEIGHTY:
            found["reason"] = self._wrong_reason(term)
        if self.answer in GROUND_OF and not self.arranged:
            found["arranged"] = WHAT_ARRANGED
        if self.answer is Answer.BUDGET and not self.for_family:
            found["for_family"] = BY_FAMILY
        return {field: message for field, message in found.items() if message}

    def _wrong_reason(self, term: Term) -> str:
        if self.reason is None:
            return WHICH_REASON
        living = term in (Term.MATCHING, Term.RESPITE)
        return "" if living or self.reason is not WeightyReason.NO_MATCH else NOT_LIVING


class StartForm(SeenForm):
    day: Day = Field(alias="dag")
    patient_days: int = Field(alias="dagen-gezin", default=0, ge=0, le=LONGEST_PATIENCE)


class EndForm(SeenForm):
    day: Day = Field(alias="dag")
    reason: str = Field(alias="reden", max_length=4)

    @field_validator("reason")
    @classmethod
    def of_the_list(cls, code: str) -> str:
        if code not in END_REASONS:
            raise ValueError(NOT_ONE_OF_THESE)
        return code


def _wrong_first(day: date | None, application: Application) -> str:
    if day is None:
        return WHEN
    if day > clock.today() + FARTHEST:
        return TOO_FAR
    return TOO_LONG_AGO if day < first_day_possible(application) else ""
