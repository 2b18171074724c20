"""Which starts of the extract are help that only went on."""

from datetime import date, timedelta

import pytest

from portal.measured.continued import Begun, new_ones

DAY = date(2026, 11, 2)


def begun(waited: int = 0, after: int = 1, provider: int = 1, town: str = "0193") -> Begun:
    """`after`: days after the end."""
    started = DAY + timedelta(days=after)
    return Begun(provider, town, "opvoedhulp", "tg3", started - timedelta(days=waited), started)


@pytest.mark.parametrize(
    ("one", "is_new"),
    [
        (begun(after=1), False),
        (begun(after=0), False),
        (begun(after=2), True),
        (begun(after=-1), True),
        (begun(provider=2), True),
        (begun(town="0150"), True),
        (begun(waited=40), False),  # nothing says otherwise
    ],
)
def test_what_begins_that_day_or_the_next_with_the_same_provider_went_on(one: Begun, is_new: bool) -> None:
    assert (new_ones([one], [(1, "0193", DAY)]) == [one]) is is_new


def test_each_end_goes_on_once_and_who_hardly_waited_went_on() -> None:
    waited, changed = begun(waited=30), begun(waited=1, after=0)
    assert new_ones([waited, changed], [(1, "0193", DAY)]) == [waited]
    assert new_ones([waited, changed], [(1, "0193", DAY)] * 2) == []
    assert set(new_ones([waited, changed], [])) == {waited, changed}
