"""How long a stated availability may be believed."""

from datetime import date, timedelta
from enum import StrEnum

from portal.model.offer import IntakeStatus
from portal.model.region import Terms


class Freshness(StrEnum):
    FRESH = "fresh"
    AGEING = "ageing"
    UNKNOWN = "unknown"


def places_freshness(terms: Terms, reference: date, today: date) -> Freshness:
    """Of free places, which go within days."""
    return _freshness((today - reference).days, terms.places_fresh_days, terms.places_ageing_days)


def wait_freshness(terms: Terms, reference: date, today: date) -> Freshness:
    """Of waits, which move in weeks."""
    return _freshness((today - reference).days, terms.wait_fresh_days, terms.wait_ageing_days)


def places_believed_until(terms: Terms, reference: date) -> date:
    """The last day the free places are shown."""
    return reference + timedelta(days=terms.places_ageing_days)


def wait_believed_until(terms: Terms, reference: date) -> date:
    return reference + timedelta(days=terms.wait_ageing_days)


def room_believed_until(terms: Terms, status: IntakeStatus, reference: date) -> date:
    """The last day that it is not unknown whether there is room. A stop lasts until it is lifted, so it is believed as
    long as a wait is."""
    if status == IntakeStatus.STOP:
        return wait_believed_until(terms, reference)
    return places_believed_until(terms, reference)


def _freshness(age: int, fresh: int, ageing: int) -> Freshness:
    if age < 0:  # said about a day to come: nothing is known of today
        return Freshness.UNKNOWN
    if age <= fresh:
        return Freshness.FRESH
    return Freshness.AGEING if age <= ageing else Freshness.UNKNOWN
