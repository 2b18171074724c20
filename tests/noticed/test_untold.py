"""What families do not know of a provider yet, and what helps most to fill in."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.model import Availability, IntakeStatus, Offer, Provider, Terms
from portal.noticed.untold import RULES, Told, completeness, known_room

TODAY = date(2026, 11, 20)
ALL: dict[str, Any] = {
    "about": {"nl": "Wij helpen."},
    "approach": {"nl": "Samen."},
    "phone": "0572-000000",
    "website": "https://wilgenhof.example",
    "languages": ["nl"],
}
OFFER: dict[str, Any] = {
    "target_groups": ["angst"],
    "comes_to": ["0177"],
    "methods": [{"name": "Triple P", "recognised": True}],
    "age_from": 4,
    "age_to": 12,
}


def told(
    provider: dict[str, Any] | None = None, *offers: dict[str, Any], room: set[int] | None = None, number: int = 1
) -> Told:
    about = [OFFER | change for change in offers] or [OFFER] * number
    made = [
        Offer(id=n, key=f"o-{n}", region_id=1, provider_id=1, help_kind="x", **one) for n, one in enumerate(about, 1)
    ]
    known = {offer.id or 0 for offer in made} if room is None else room
    return Told(Provider(id=1, key="w", slug="w", name="W", **{**ALL, **(provider or {})}), made, {7}, known)


def test_the_weights_are_hundredths_of_the_whole() -> None:
    assert sum(rule.weight for rule in RULES) == 100


def test_where_all_is_told_nothing_is_left_to_say() -> None:
    assert (completeness(told()).percent, completeness(told()).next) == (100, None)


@pytest.mark.parametrize(
    ("what", "gap", "where", "percent"),
    [
        (told({"about": {}}), "about", "profiel", 85),
        (told({"about": {"en": "We help."}}), "about", "profiel", 85),
        (told({"approach": {}}), "approach", "profiel", 92),
        (told({"phone": ""}), "phone", "profiel", 85),
        (told({"website": ""}), "website", "profiel", 95),
        (told({"languages": []}), "languages", "profiel", 96),
        (told(None, {"target_groups": []}), "for_whom", "profiel", 88),
        (told(None, {"comes_to": []}), "where", "profiel", 90),
        (told(None, {"comes_to": [], "location_id": 8}), "where", "profiel", 90),  # no place of it is known
        (told(None, {"methods": []}), "methods", "profiel", 95),
        (told(None, {"age_from": 0, "age_to": 18}), "ages", "profiel", 94),
        (told(room=set()), "room", "beschikbaarheid", 80),
    ],
)
def test_each_thing_that_is_not_told_is_named_with_where_to_fill_it_in(
    what: Told, gap: str, where: str, percent: int
) -> None:
    found = completeness(what)
    assert [(one.key, one.where) for one in found.gaps] == [(gap, where)]
    assert found.percent == percent


def test_an_offer_at_a_place_need_not_come_to_the_home() -> None:
    assert completeness(told(None, {"comes_to": [], "location_id": 7})).gaps == ()


def test_what_adds_most_comes_first_and_not_what_weighs_most() -> None:
    one_of_ten = told({"phone": ""}, room=set(range(2, 11)), number=10)
    found = completeness(one_of_ten)
    assert [(gap.key, gap.offers) for gap in found.gaps] == [("phone", 0), ("room", 1)]
    assert found.percent == 83


def test_nearly_all_is_not_all() -> None:
    assert completeness(told(None, *([{}] * 999), {"methods": []})).percent == 99


def test_without_offers_nothing_is_asked_of_them() -> None:
    empty = Told(Provider(id=1, key="w", slug="w", name="W", **ALL), [], set(), set())
    assert completeness(empty).percent == 100


@pytest.mark.parametrize(
    ("days", "status", "known"),
    [
        (0, IntakeStatus.OPEN, True),
        (14, IntakeStatus.OPEN, True),
        (15, IntakeStatus.OPEN, False),
        (60, IntakeStatus.STOP, True),
        (61, IntakeStatus.STOP, False),
    ],
)
def test_room_is_known_as_long_as_visitors_see_it(days: int, status: IntakeStatus, known: bool) -> None:
    said = Availability(
        offer_id=1,
        status=status,
        reference_date=TODAY - timedelta(days=days),
        confirmed_at="2026-11-20T12:00:00Z",
    )
    assert known_room([said], Terms(), TODAY) == ({1} if known else set())
