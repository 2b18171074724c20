"""What can be said of an offer. Messages are message ids."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from portal import clock
from portal.model import IntakeStatus
from portal.model.offer import LONGEST_WAIT, MOST_PLACES
from portal.web.language import N_
from portal.web.visit import Visit

EARLIEST = date(2020, 1, 1)
# Field of what is said → its name in a form; in a grid the number of the row comes after it.
NAMES = {"status": "stand", "free_places": "plaatsen", "intake_wait": "aanmeld", "treatment_wait": "behandel"}
LONGEST = 40  # characters of a number or a word; more is cut off, and refused as it is

CLOSED = (IntakeStatus.FULL, IntakeStatus.STOP)

NOT_YET = N_("This day is still to come. Fill in a day until today.")
TOO_LONG_AGO = N_("This day is too long ago. Fill in a day since 2020.")
FULL_WITH_PLACES = N_("Full means that there are no free places. Leave this empty, or choose another status.")
STOP_WITH_PLACES = N_("With a stop there are no free places. Leave this empty, or choose another status.")


class Said(BaseModel):
    """None: not stated. Waits in whole weeks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: IntakeStatus
    free_places: int | None = Field(default=None, ge=0, le=MOST_PLACES)
    intake_wait: int | None = Field(default=None, ge=0, le=LONGEST_WAIT)
    treatment_wait: int | None = Field(default=None, ge=0, le=LONGEST_WAIT)
    reference_date: date = Field(default_factory=clock.today)

    @field_validator("free_places")
    @classmethod
    def _none_where_closed(cls, places: int | None, info: ValidationInfo) -> int | None:
        status = info.data.get("status")
        if places and status in CLOSED:
            raise ValueError(FULL_WITH_PLACES if status == IntakeStatus.FULL else STOP_WITH_PLACES)
        return places

    @field_validator("reference_date")
    @classmethod
    def _a_day_that_was(cls, day: date) -> date:
        if day > clock.today():
            raise ValueError(NOT_YET)
        if day < EARLIEST:
            raise ValueError(TOO_LONG_AGO)
        return day


def too_many_places(visit: Visit, places: int) -> str:
    """More are free than there are."""
    return visit.ngettext(
        "There is %(num)s place in all. Fill in no more.", "There are %(num)s places in all. Fill in no more.", places
    )
