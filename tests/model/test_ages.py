"""Whether what is offered for some ages is for a child of whom a band of ages is known."""

import pytest

from portal.model import AgeBand
from portal.model.ages import some_age_fits


@pytest.mark.parametrize(
    ("band", "youngest", "oldest", "fits"),
    [
        (AgeBand.TO_23, 18, 23, True),
        (AgeBand.TO_23, 20, 23, True),  # for nobody of 18
        (AgeBand.TO_23, 12, 18, True),  # for nobody of 19 and older
        (AgeBand.TO_23, 12, 17, False),
        (AgeBand.TO_17, 18, 23, False),
        (AgeBand.TO_17, 12, 16, True),
        (AgeBand.TO_15, 13, 14, True),  # within the band
        (AgeBand.TO_15, 0, 23, True),  # around it
        (AgeBand.TO_15, 16, 23, False),
        (AgeBand.TO_11, 0, 4, False),
        (AgeBand.TO_4, 4, 12, True),
        (AgeBand.TO_4, None, None, True),
        (AgeBand.TO_4, 5, None, False),
        (AgeBand.TO_23, None, 17, False),
    ],
)
def test_what_is_for_some_age_of_the_band_fits(
    band: AgeBand, youngest: int | None, oldest: int | None, fits: bool
) -> None:
    assert some_age_fits(band.first, band.last, youngest, oldest) is fits


def test_the_bands_follow_each_other_without_a_gap() -> None:
    bands = list(AgeBand)
    assert [(band.first, band.last) for band in bands] == [(0, 4), (5, 11), (12, 15), (16, 17), (18, 23)]
