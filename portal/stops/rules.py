"""What may be decided about a stop: plain rules, with what is wrong said as a message id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal import clock
from portal.model import IntakeStop, Terms
from portal.model.stopping import Span, joined, span_of, standing
from portal.web.language import N_


@dataclass(frozen=True)
class Wrong:
    """In which field of the form, and what. The same words in every language."""

    where: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Days:
    starts: date
    ends: date | None  # None: until further notice; only a region can say so


def wrong_first_day(days: Days, today: date, terms: Terms) -> Wrong | None:
    if days.starts < today:
        return Wrong("starts", N_("Choose today or a later day."))
    if days.starts > today + timedelta(days=terms.stop_ahead_days):
        return Wrong("starts", N_("Choose a day within %(days)s days from now."), {"days": terms.stop_ahead_days})
    if days.ends is not None and days.ends < days.starts:
        return Wrong("ends", N_("The last day comes before the first."))
    return None


def wrong_length(days: Days, earlier: Iterable[Iterable[IntakeStop]], terms: Terms) -> Wrong | None:
    """For a provider's own stop. `earlier`: of each offer that it is on, the provider's own stops there."""
    if days.ends is None:
        return Wrong("ends", N_("Fill in the last day."))
    span = (days.starts.toordinal(), days.ends.toordinal())
    runs = [joined([span_of(stop) for stop in stops if _stood(stop)], span) for stops in earlier] or [span]
    longest = max(runs, key=days_of)
    if days_of(longest) <= terms.longest_stop_days:
        return None
    values = {"days": terms.longest_stop_days}
    if longest == span:
        return Wrong("ends", N_("A stop of your own lasts %(days)s days at most. For longer, ask the region."), values)
    message = N_(
        "With the stops that it joins, a stop of your own lasts %(days)s days at most. For longer, ask the region."
    )
    return Wrong("ends", message, values)


def wrong_lengthening(stop: IntakeStop, ends: date | None) -> Wrong | None:
    if stop.ends is None or (ends is not None and ends <= stop.ends):
        return Wrong("ends", N_("Choose a day later than the last day that it has now."))
    return None


def same_already(days: Days, alike: Iterable[IntakeStop], today: date) -> bool:
    """One of the same kind on the same help stands in these days: that is to be lengthened."""
    first, last = days.starts, days.ends or date.max
    return any(stop.starts <= last and (stop.ends or date.max) >= first for stop in standing(alike, today))


def last_day_when_ended(stop: IntakeStop, today: date) -> date:
    """On which it stood; of one that never did, its first."""
    return max(stop.starts, today - timedelta(days=1))


def near_its_end(stop: IntakeStop, own: Iterable[IntakeStop], terms: Terms) -> bool:
    """The provider itself can hardly lengthen it any more."""
    if stop.imposed or stop.ends is None:
        return False
    run = joined([span_of(other) for other in own if _stood(other)], span_of(stop))
    return days_of(run) > terms.longest_stop_days - terms.stop_reminder_days


def days_of(span: Span) -> int:
    return span[1] - span[0] + 1


def _stood(stop: IntakeStop) -> bool:
    """Withdrawn before it began or on its first day, it counts for nothing."""
    return not stop.imposed and (stop.ended_at is None or clock.local(stop.ended_at).date() > stop.starts)
