"""Days that a provider records by hand: of the letter, of the start of help and of its end. The rest comes from the
region's extract."""

from datetime import date

from portal import clock
from portal.access import Visitor
from portal.model import Application, ApplicationState
from portal.referral.answering import Seen, first_day_possible, held
from portal.referral.events import What
from portal.referral.part import term_here
from portal.referral.states import Overtaken
from portal.referral.terms import last_day
from portal.regions import RegionData
from portal.web.house import House
from portal.web.language import N_

LONGEST_PATIENCE = 365  # days
IN_FUTURE = N_("This day is still to come. Record it when it is there.")
TOO_LONG_AGO = N_("This is longer ago than can be. Check the year.")
BEFORE_START = N_("The help cannot end before it began.")
TOO_PATIENT = N_("So many days have not passed between the application and the start.")


class Wrong(Exception):
    """A day that cannot be."""

    def __init__(self, where: str, message: str) -> None:
        """`where`: the field; a message id."""
        super().__init__(message)
        self.where, self.message = where, message


def wrong_day(day: date, first: date) -> str:
    """Message id; empty where nothing is wrong. Of a start, a letter, an end: it has been."""
    if day > clock.today():
        return IN_FUTURE
    return TOO_LONG_AGO if day < first else ""


def wrong_start(application: Application, day: date, patient_days: int) -> Wrong | None:
    """`patient_days`: of the wait, what the family asked for itself; it counts for no wait that is measured."""
    if message := wrong_day(day, first_day_possible(application)):
        return Wrong("day", message)
    begun = application.clock_from or clock.local(application.sent_at).date()
    return Wrong("patient_days", TOO_PATIENT) if patient_days > max(0, (day - begun).days) else None


def wrong_end(application: Application, day: date) -> Wrong | None:
    started = application.started_on or first_day_possible(application)
    message = BEFORE_START if day < started else wrong_day(day, started)
    return Wrong("day", message) if message else None


async def start_clock(house: House, visitor: Visitor, region: RegionData, seen: Seen, day: date) -> None:
    """The letter came, or the family spoke to them. Said wrongly, it is said again as long as there is no answer.
    Raises Overtaken or Wrong."""
    async with held(house, visitor, region, seen) as own:
        application, referral = own.application, own.referral
        if application.state is not ApplicationState.ASKED:
            raise Overtaken
        if message := wrong_day(day, first_day_possible(application)):
            raise Wrong("day", message)
        application.clock_from = day
        term = await term_here(own.session, application, referral, region)
        application.answer_by = last_day(term, day, region.terms)
        if application.answer_by >= clock.today():  # there is time again: who was told is told anew when it is over
            application.reminded_on = application.referrer_told_on = None
        own.leave(What.CLOCK)


async def start(house: House, visitor: Visitor, region: RegionData, seen: Seen, day: date, patient_days: int) -> None:
    """The first real help contact, not an introduction with a queue behind it (CBS, as the iJw start message). Raises
    Overtaken or Wrong."""
    async with held(house, visitor, region, seen) as own:
        own.becomes(ApplicationState.STARTED)
        if wrong := wrong_start(own.application, day, patient_days):
            raise wrong
        own.application.started_on, own.application.patient_days = day, patient_days
        own.leave(What.STARTED)


async def end(house: House, visitor: Visitor, region: RegionData, seen: Seen, day: date, reason: str) -> None:
    """Raises Overtaken or Wrong."""
    async with held(house, visitor, region, seen) as own:
        own.becomes(ApplicationState.ENDED)
        if wrong := wrong_end(own.application, day):
            raise wrong
        own.application.ended_on, own.application.end_reason = day, reason
        own.leave(What.ENDED)
