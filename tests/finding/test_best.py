"""Which of a provider's offers stands for it in a comparison."""

import pytest

from portal.finding.availability import Room
from portal.finding.best import best_offer
from portal.finding.offers import Fit, ShownOffer
from portal.regions import Regions
from tests.finding.test_sooner import an_offer, ask

GOOD = Fit(help=True, age=True, municipality=True)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (an_offer("b", fit=GOOD, wait=30), an_offer("a", fit=Fit(help=False, age=True), wait=0)),
        (an_offer("b", fit=Fit(help=True, age=False)), an_offer("a", fit=Fit(help=False, age=True))),
        (an_offer("b", fit=GOOD, room=Room.STOP), an_offer("a", fit=Fit(help=True, age=False), wait=1)),
        (an_offer("b", fit=GOOD), an_offer("a", fit=Fit(help=True, age=True, municipality=False))),
        (an_offer("b", wait=2), an_offer("a", wait=3)),
        (an_offer("b", wait=30), an_offer("a")),  # a wait that is known goes before one that is not
        (an_offer("b"), an_offer("a", room=Room.FULL, wait=1)),
        (an_offer("b", room=Room.FULL), an_offer("a", room=Room.STOP)),
        (an_offer("b", wait=3, room=Room.PLACES), an_offer("a", wait=3, room=Room.UNKNOWN)),
        (an_offer("a"), an_offer("b")),
    ],
)
def test_the_best_is_what_was_asked_for_then_the_soonest(
    better: ShownOffer, worse: ShownOffer, regions: Regions
) -> None:
    assert best_offer([worse, better], ask(regions)) is better


def test_words_prefer_the_offer_that_speaks_of_them(regions: Regions) -> None:
    offers = [an_offer("a", "gezinshuis"), an_offer("b", "dyslexie-behandeling", wait=30)]
    found = best_offer(offers, ask(regions, ("q", "dyslexie")))
    assert found is not None
    assert found.key == "b"


def test_nothing_known_gives_nothing(regions: Regions) -> None:
    assert best_offer([], ask(regions)) is None
