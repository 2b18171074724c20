"""What is suggested for typed words, as pairs of list and key."""

import pytest

from portal.finding.suggesting import MOST, Suggester, suggester_of
from portal.model import Audience
from portal.regions import RegionData


@pytest.fixture(scope="session")
def suggester(ijsselland: RegionData) -> Suggester:
    return Suggester(ijsselland)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("angst", ("doelgroep", "angst")),
        ("ang", ("doelgroep", "angst")),
        ("angts", ("doelgroep", "angst")),
        ("autisme", ("doelgroep", "autisme")),
        ("anxiety", ("doelgroep", "angst")),
        ("dysleksie", ("doelgroep", "dyslexie")),
        ("pleechzorg", ("vorm", "pleegzorg")),
        ("uit logeren", ("vorm", "respijtzorg")),
        ("dagverblijf zwaar", ("product", "dagverblijf-zwaar")),
        ("psycholoog", ("product", "individueel-tg4")),
        ("niet naar school", ("doelgroep", "schooluitval")),
        ("mijn kind gaat niet naar school", ("soort", "hulp-bij-schoolverzuim")),
        ("in de war", ("soort", "psychologische-hulp-gespecialiseerd")),
    ],
)
def test_how_people_say_it_leads_to_what_it_is_called(
    suggester: Suggester, typed: str, expected: tuple[str, str]
) -> None:
    found = [(one.name, one.item.key) for one in suggester.suggest(typed)]
    assert expected in found
    assert len(found) <= MOST


@pytest.mark.parametrize("typed", ["", "   ", "de het een", "qqqqqqqq", "?!", "8011AB"])
def test_what_says_nothing_suggests_nothing(suggester: Suggester, typed: str) -> None:
    assert suggester.suggest(typed) == ()


def test_every_lay_phrase_leads_to_what_it_was_written_for(suggester: Suggester, ijsselland: RegionData) -> None:
    """Unless more than fit in the list are said so too."""
    lists = {"target_group": "doelgroep", "help_kind": "soort", "form": "vorm", "product": "product"}
    public = {
        (name, key)
        for kind, name in lists.items()
        for key, item in getattr(ijsselland, f"{kind}s").items()
        if getattr(item, "audience", Audience.PUBLIC) == Audience.PUBLIC
    }
    missed = []
    for wording in ijsselland.wordings:
        if wording.role != "lay" or (subject := (lists[wording.subject_type], wording.target)) not in public:
            continue
        found = [(one.name, one.item.key) for one in suggester.suggest(wording.word, most=1000)]
        if subject not in found:
            missed.append((wording.word, subject))
    assert missed == []


def test_a_region_is_read_once_and_anew_when_it_changed(ijsselland: RegionData) -> None:
    assert suggester_of(ijsselland) is suggester_of(ijsselland)
