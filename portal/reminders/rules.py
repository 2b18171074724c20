"""Who is told of what, and when. Days only: nothing here knows the database or the clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from portal.model import IntakeStatus, Rhythm, Terms
from portal.model.freshness import room_believed_until, wait_believed_until
from portal.model.reminder import MONDAY
from portal.working_days import DAY, is_working_day, working_day_from

FIRST_HOUR = 8  # of a working day, in the Netherlands
INTERVALS = {
    Rhythm.WEEKLY: timedelta(days=7),
    Rhythm.FORTNIGHTLY: timedelta(days=14),
    Rhythm.MONTHLY: timedelta(days=28),
}
MADE_UP_FOR = timedelta(days=2)  # a turn that was missed, for the runner was away; after it the next one comes


@dataclass(frozen=True, slots=True)
class Wish:
    rhythm: Rhythm = Rhythm.WEEKLY
    weekday: int = MONDAY


@dataclass(frozen=True, slots=True)
class Fading:
    """The last days on which it is believed whether there is room, and how long the wait is; None: none is stated."""

    room: date
    wait: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """Who was told, and when, that nobody looks at what stands of an offer."""

    reminded: date
    managers: date | None = None
    region: date | None = None


def fading_of(terms: Terms, status: IntakeStatus, reference: date, *, states_wait: bool) -> Fading:
    room = room_believed_until(terms, status, reference)
    return Fading(room, wait_believed_until(terms, reference) if states_wait else None)


def counts(wish: Wish, of_others: Collection[Wish]) -> Wish:
    """Never holds as long as somebody else of the provider is reminded. With nobody left it is monthly for each."""
    if wish.rhythm is Rhythm.NEVER and all(other.rhythm is Rhythm.NEVER for other in of_others):
        return Wish(Rhythm.MONTHLY, wish.weekday)
    return wish


def turn_of(wish: Wish, last: date | None, since: date, today: date) -> date | None:
    """The day of somebody's rhythm that a mail of today belongs to; None where it is not their turn. On a day that
    nobody works it is put off to the first that they do. `last`: the turn before; `since`: when they began."""
    if wish.rhythm is Rhythm.NEVER:
        return None
    day = today - timedelta(days=(today.weekday() - wish.weekday) % 7)
    goes = working_day_from(day)
    if not goes <= today <= goes + MADE_UP_FOR or not is_working_day(today) or day <= since:
        return None
    return None if _too_soon(wish, last, day, today) else day


def _too_soon(wish: Wish, last: date | None, day: date, today: date) -> bool:
    """One further off than it can be was given before the clock was put back."""
    if last is None or last > today + INTERVALS[wish.rhythm]:
        return False
    return day < last + INTERVALS[wish.rhythm]


def next_turn(wish: Wish, last: date | None, since: date, today: date) -> date | None:
    """The day on which they are told next, if there is anything to tell."""
    if wish.rhythm is Rhythm.NEVER:
        return None
    soonest = last + INTERVALS[wish.rhythm] if last is not None and _too_soon(wish, last, today, today) else today
    day = max(today, since + DAY, soonest)
    return working_day_from(day + timedelta(days=(wish.weekday - day.weekday()) % 7))


def reminded_until(wish: Wish, turn: date) -> date:
    """What fades before this day is told at this turn: it is when the next mail comes."""
    return working_day_from(turn + INTERVALS[wish.rhythm])


def is_told(fading: Fading | None, until: date) -> bool:
    """Of what was never said nothing can fade: that is told each time."""
    return fading is None or fading.room < until


def tells_managers(terms: Terms, told: Told | None, fading: Fading | None, today: date) -> bool:
    """Reminded, and for some time unknown to families, and still nobody answered."""
    if told is None or told.managers is not None:
        return False
    unknown_since = max(told.reminded, fading.room + DAY) if fading else told.reminded
    return today >= unknown_since + timedelta(days=terms.remind_managers_after_days)


def tells_region(terms: Terms, told: Told | None, today: date) -> bool:
    """Managers have been told, and still nobody answered. Also of what the region was told before."""
    if told is None or told.managers is None:
        return False
    return today >= told.managers + timedelta(days=terms.remind_region_after_days)


def turn_of_region(today: date) -> date | None:
    """Once a week, as the week begins."""
    return turn_of(Wish(), None, date.min, today)
