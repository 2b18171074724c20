"""When taking in new children pauses: which stop rules an offer, whose it is, and until when. The one place that says
so, for pages, index and provider's area alike."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.model.columns import Texts
from portal.model.contract import IntakeStop
from portal.model.lasting import not_over

Span = tuple[int, int]  # first and last day, as numbers


@dataclass(frozen=True)
class Ruling:
    """What stops come to for one offer. Without a last day they last until further notice."""

    starts: date
    ends: date | None  # of whoever it is
    running: bool
    imposed: bool  # the region's: it stands above the provider's own
    open_again_after: date | None  # the last day on which nobody new comes in, whoever says so
    public_text: Texts
    own_ends: date | None = None  # until when the provider's own stands on beneath the region's


def covers(stop: IntakeStop, offer_id: int | None, products: Collection[str]) -> bool:
    """It is on the offer itself, on its only product, or on the provider as a whole."""
    return stop.offer_id == offer_id if stop.offer_id else not stop.product or set(products) == {stop.product}


def standing(stops: Iterable[IntakeStop], today: date) -> list[IntakeStop]:
    """Those that run or are to come."""
    return [stop for stop in stops if stop.ended_at is None and not_over(stop.ends, today)]


def run_of(spans: Iterable[Span], today: int) -> Span | None:
    """The days without a gap that today is in; else those of the first that is to come. Stops that overlap or follow
    each other are one for who waits."""
    ahead = sorted(span for span in spans if span[1] >= today)
    if not ahead:
        return None
    return joined(ahead, ahead[0])


def joined(spans: Iterable[Span], with_this: Span) -> Span:
    """The days without a gap around these."""
    first, last = with_this
    left = sorted(spans)
    while touching := [span for span in left if span[0] <= last + 1 and span[1] >= first - 1]:
        first, last = min(first, *(s for s, _ in touching)), max(last, *(e for _, e in touching))
        left = [span for span in left if span not in touching]
    return first, last


def ruling(stops: Iterable[IntakeStop], today: date) -> Ruling | None:
    """Of the stops on one offer: what rules it today, else what is to come first."""
    ahead = standing(stops, today)
    run = run_of([span_of(stop) for stop in ahead], today.toordinal())
    if run is None:
        return None
    day = max(today, date.fromordinal(run[0]))
    now = [stop for stop in ahead if stop.starts <= day]
    imposed = [stop for stop in now if stop.imposed]
    own = [stop for stop in now if not stop.imposed]
    rules = imposed or own
    return Ruling(
        min(stop.starts for stop in rules),
        _last_of(ahead, rules),
        run[0] <= today.toordinal(),
        bool(imposed),
        _day(run[1]),
        next((stop.public_text for stop in (*imposed, *own) if stop.public_text), {}),
        _last_of(ahead, own) if imposed and own else None,
    )


def span_of(stop: IntakeStop) -> Span:
    return stop.starts.toordinal(), (stop.ends or date.max).toordinal()


def _last_of(stops: Iterable[IntakeStop], these: Sequence[IntakeStop]) -> date | None:
    """The last day, without a gap, of whoever's they are."""
    alike = [span_of(stop) for stop in stops if stop.imposed is these[0].imposed]
    return _day(max(joined(alike, span_of(stop))[1] for stop in these))


def _day(number: int) -> date | None:
    return None if number >= date.max.toordinal() else date.fromordinal(number)
