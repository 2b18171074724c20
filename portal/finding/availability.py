"""What may be said today about room and waiting: a statement fades with its age into "unknown"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal import clock
from portal.model import Availability, IntakeStatus, IntakeStop, Terms
from portal.model.freshness import Freshness, places_freshness, wait_freshness
from portal.model.stopping import run_of
from search_index import FOREVER

ANNOUNCED = 30  # days ahead that a coming stop is told


class Room(StrEnum):
    PLACES = "places"  # a number of free places
    OPEN = "open"
    LIMITED = "limited"
    FULL = "full"
    STOP = "stop"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Statement:
    """As stated, on a card of the index or in the records. Days are day numbers."""

    status: str = ""
    places: int | None = None
    intake: int | None = None  # weeks
    treatment: int | None = None  # weeks
    said_on: int | None = None
    stops: Sequence[tuple[int, int]] = ()  # first and last day


@dataclass(frozen=True)
class Stop:
    """Geen nieuwe aanmeldingen. The ground is never here."""

    starts: int
    ends: int | None  # None = until further notice
    running: bool


@dataclass(frozen=True)
class Shown:
    """What a visitor sees. `room_age` and `wait_age` say how much to believe of it."""

    room: Room = Room.UNKNOWN
    places: int = 0
    room_age: Freshness = Freshness.UNKNOWN
    wait: int | None = None  # weeks until help starts
    intake: int | None = None
    treatment: int | None = None
    wait_age: Freshness = Freshness.UNKNOWN
    said_on: int | None = None
    stop: Stop | None = None

    @property
    def closed(self) -> bool:
        return self.room == Room.STOP

    @property
    def nothing_known(self) -> bool:
        return self.room == Room.UNKNOWN and self.wait is None


def shown(said: Statement, terms: Terms, today: int) -> Shown:
    stop = stop_on(said.stops, today)
    if said.said_on is None:
        return Shown(room=Room.STOP if stop and stop.running else Room.UNKNOWN, stop=stop)
    reference, day = clock.day_of(said.said_on), clock.day_of(today)
    wait_age = wait_freshness(terms, reference, day)
    # A stop lasts until it is lifted, so its statement is believed as long as a wait is.
    stopped = said.status == IntakeStatus.STOP
    room_age = wait_age if stopped else places_freshness(terms, reference, day)
    if (stop and stop.running) or (stopped and room_age != Freshness.UNKNOWN):
        return Shown(room=Room.STOP, room_age=room_age, said_on=said.said_on, stop=stop)
    weeks = [number for number in (said.intake, said.treatment) if number is not None]
    believed = bool(weeks) and not stopped and wait_age != Freshness.UNKNOWN
    return Shown(
        room=Room.UNKNOWN if room_age == Freshness.UNKNOWN else _room(said),
        places=said.places or 0,
        room_age=room_age,
        wait=sum(weeks) if believed else None,
        intake=said.intake if believed else None,
        treatment=said.treatment if believed else None,
        wait_age=wait_age,
        said_on=said.said_on,
        stop=stop,
    )


def _room(said: Statement) -> Room:
    if said.status in (IntakeStatus.OPEN, IntakeStatus.LIMITED):
        if said.places:
            return Room.PLACES
        # "Open" beside zero places: the number is the more exact of the two.
        return Room.FULL if said.places == 0 else Room(said.status)
    return Room.FULL if said.status == IntakeStatus.FULL else Room.UNKNOWN


def stop_on(stops: Iterable[tuple[int, int]], today: int) -> Stop | None:
    """The stop that runs, until its latest end; else the next one that is near."""
    run = run_of(stops, today)
    if run is None or run[0] > today + ANNOUNCED:
        return None
    starts, ends = run
    return Stop(starts, None if ends >= FOREVER else ends, running=starts <= today)


def statement_of(said: Availability | None, stops: Iterable[IntakeStop]) -> Statement:
    """From the records; an index card holds the same in its own words."""
    spans = spans_of(stops)
    if said is None:
        return Statement(stops=spans)
    return Statement(
        said.status,
        said.free_places,
        said.intake_wait,
        said.treatment_wait,
        clock.day_number(said.reference_date),
        spans,
    )


def spans_of(stops: Iterable[IntakeStop]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (clock.day_number(stop.starts), FOREVER if stop.ends is None else clock.day_number(stop.ends)) for stop in stops
    )
