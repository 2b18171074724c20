"""Who else opened a list, and when. Every opening is told: a day of one organisation is one line, with how often. Where
there are more lines than a list holds, the oldest are told together, of whoever has the most."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from portal import clock
from portal.shortlist.content import Opening

MOST_OPENINGS = 50  # lines


def with_opening(openings: Sequence[Opening], by: str, at: datetime) -> list[Opening]:
    same = next((one for one in openings if one.by == by and _day(one.at) == _day(at) and one.since is None), None)
    now = Opening(by=by, at=at, times=1 + (same.times if same is not None else 0))
    found = [*(one for one in openings if one is not same), now]
    while len(found) > MOST_OPENINGS:
        found = _shorter(found)
    return found


def _day(at: datetime) -> date:
    return clock.local(at).date()


def _shorter(openings: list[Opening]) -> list[Opening]:
    """The two oldest as one: of who has the most lines, and where all have one of whoever they are."""
    name, lines = Counter(one.by for one in openings).most_common(1)[0]
    first, second = [one for one in openings if lines == 1 or one.by == name][:2]
    both = Opening(
        by=name if lines > 1 else "", at=second.at, times=first.times + second.times, since=first.since or first.at
    )
    return [both if one is first else one for one in openings if one is not second]
