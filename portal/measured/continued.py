"""Starts in the extract that are none: help that goes on under a changed allocation. The extract holds no persons, so
ends and starts are matched by provider, municipality and day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

GOES_ON = "37"  # iJw JZ588: what reasons are there, portal/referral/grounds.py says

End = tuple[int, str, date]  # provider, municipality, last day


@dataclass(frozen=True)
class Begun:
    provider: int
    municipality: str
    help_kind: str
    product: str
    allocated_on: date
    started_on: date


def new_ones(begun: Iterable[Begun], gone_on: Iterable[End]) -> list[Begun]:
    """For each end that goes on, one start is left out, of that day or the next: of several the one that was waited for
    least, for a change is hardly waited for."""
    left = Counter(gone_on)
    found: list[Begun] = []
    for one in sorted(begun, key=_waited):
        ends = ((one.provider, one.municipality, one.started_on - timedelta(days=days)) for days in (1, 0))
        end = next((end for end in ends if left[end]), None)
        if end is None:
            found.append(one)
        else:
            left[end] -= 1
    return found


def _waited(one: Begun) -> timedelta:
    return one.started_on - one.allocated_on
